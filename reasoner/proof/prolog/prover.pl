:- encoding(utf8).
:- module(prover, [answer/2]).

/** <module> The proof engine's one door

Only answer/2 is called from outside: one JSON text in, one out. What stays between two calls is
what was loaded: programs, and the atoms and extensions of worlds, until they are forgotten.
*/

:- use_module(library(http/json)).
:- use_module(library(lists)).
:- use_module(attempts).
:- use_module(certificate).
:- use_module(proofs).
:- use_module(rules).
:- use_module(terms).
:- use_module(worlds).

%!  answer(+Request, -Response) is det.
%
%   Do what a JSON text asks for; an error is an answer too.
answer(Request, Response) :-
    catch(answered(Request, Result), Error, failed(Error, Result)),
    with_output_to(string(Response), json_write_dict(current_output, Result, [width(0)])).

answered(Request, Result) :-
    atom_json_dict(Request, Dict, []),
    get_dict(do, Dict, Do),
    do(Do, Dict, Result).

failed(Error, _{error: Text}) :-
    term_string(Error, Text, [max_depth(10)]).

do("version", _, _{version: Version}) :-
    current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
    format(string(Version), "~d.~d.~d", [Major, Minor, Patch]).
do("load", Dict, _{}) :-
    load_program(Dict.program, Dict.rules, Dict.components).
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
    all_proved(Dict.program, World, Dict.atoms, Steps).
do("supports", Dict, _{steps: Steps}) :-
    world_of(Dict.world, World),
    goal_of(Dict.goal, Goal),
    all_supports(Dict.program, World, Goal, Steps).
do("certify", Dict, _{unsupported: Unsupported, violated: Violated}) :-
    world_of(Dict.world, World),
    certified(Dict.program, World, Dict.components, Unsupported, Violated).
do("attempts", Dict, _{attempts: Attempts}) :-
    world_of(Dict.world, World),
    goal_of(Dict.goal, Goal),
    attempted(Dict.program, World, Goal, Dict.most, Attempts).

goal_of([Slot|Json], goal(Slot, Args)) :-
    read_terms(Json, Args).
