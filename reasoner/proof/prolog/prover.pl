:- encoding(utf8).
:- module(prover, [answer/2]).

/** <module> The door of the prover

Only answer/2 is called from outside: one JSON text in, one out. What stays between two calls is
what was loaded: programs, and the atoms and extensions of worlds, until they are forgotten.
*/

:- use_module(library(apply)).
:- use_module(library(http/json)).
:- use_module(library(lists)).
:- use_module(attempts).
:- use_module(budget).
:- use_module(certificate).
:- use_module(proofs).
:- use_module(rules).
:- use_module(terms).
:- use_module(worlds).

%!  answer(+Request, -Response) is det.
%
%   Do what a request asks for; an error is an answer too. The request was a JSON text, which Prolog
%   reads as a term of its own: `{"do": "know", ...}` with strings, numbers, lists and `null` inside.
answer(Request, Response) :-
    catch(answered(Request, Result), Error, failed(Error, Result)),
    with_output_to(string(Response), json_write_dict(current_output, Result, [width(0)])).

answered(Request, Result) :-
    fields(Request, Dict),
    get_dict(do, Dict, Do),
    (   get_dict(left, Dict, [Processor, Clock])
    ->  within(Processor, Clock, do(Do, Dict, Result))
    ;   do(Do, Dict, Result)
    ).

failed(time_up, Result) :- !, Result = _{time_up: true}.
failed(Error, _{error: Text}) :-
    term_string(Error, Text, [max_depth(10)]).

do("version", _, _{version: Version}) :-
    current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
    format(string(Version), "~d.~d.~d", [Major, Minor, Patch]).
do("load", Dict, _{}) :-
    maplist(object, Dict.rules, Rules),
    maplist(object, Dict.components, Components),
    load_program(Dict.program, Rules, Components).
do("unload", Dict, _{}) :-
    unload_program(Dict.program).
do("know", Dict, _{}) :-
    know(Dict.atoms, Dict.extensions).
do("forget", Dict, _{}) :-
    forget(Dict.atoms, Dict.extensions).
do("prove", Dict, _{steps: Steps}) :-
    world_of(Dict.world, World),
    goal_of(Dict.goal, Goal),
    proved(Dict.program, World, Goal, Steps).
do("prove_all", Dict, _{steps: Steps}) :-
    world_of(Dict.world, World),
    all_proved(Dict.program, World, Dict.known, Dict.atoms, Steps).
do("supports", Dict, _{steps: Steps}) :-
    world_of(Dict.world, World),
    goal_of(Dict.goal, Goal),
    all_supports(Dict.program, World, Goal, Steps).
do("certify", Dict, _{found: Found}) :-
    maplist(certified_json(Dict.program), Dict.worlds, Found).
do("attempts", Dict, _{attempts: Attempts}) :-
    world_of(Dict.world, World),
    goal_of(Dict.goal, Goal),
    attempted(Dict.program, World, Goal, Dict.most, Attempts).

certified_json(Program, [Extensions, Components], [Unsupported, Violated]) :-
    world_of(Extensions, World),
    certified(Program, World, Components, Unsupported, Violated).

goal_of([Slot|Json], goal(Slot, Args)) :-
    read_terms(Json, Args).

%   The fields of an object as a dict; objects inside them are left as they are.
fields({Fields}, Dict) :-
    comma_list(Fields, List),
    maplist(field, List, Pairs),
    dict_create(Dict, _, Pairs).

field(Name:Value, Key-Value) :- atom_string(Key, Name).

%   An object as a dict, and so are those inside it.
object(Term, Dict) :-
    nonvar(Term), Term = {_}, !,
    fields(Term, Shallow),
    dict_pairs(Shallow, Tag, Pairs0),
    maplist(object_field, Pairs0, Pairs),
    dict_pairs(Dict, Tag, Pairs).
object(Items, Objects) :- is_list(Items), !, maplist(object, Items, Objects).
object(Plain, Plain).

object_field(Key-Value, Key-Object) :- object(Value, Object).
