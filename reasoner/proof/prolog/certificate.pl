:- encoding(utf8).
:- module(certificate, [certified/5]).

/** <module> Whether a world is an answer set

A world is an answer set when each of its atoms has a proof that does not stand on itself and no
rule whose body holds lacks its head. Both are asked component by component: of predicates that
depend on each other through positive literals, and of the rules that speak of them, so that what
two worlds share need not be asked twice.
*/

:- use_module(library(apply)).
:- use_module(library(assoc)).
:- use_module(library(lists)).
:- use_module(proofs).
:- use_module(rules).
:- use_module(terms).
:- use_module(worlds).

%!  certified(+Program, +World, +Components, -Unsupported, -Violated) is det.
%
%   The numbers of the atoms of these components that have no proof, given that those of the
%   components below have one; and the rule instances, [Rule|Values], whose body holds in the world
%   and whose head does not.
certified(Program, World, Components, Unsupported, Violated) :-
    findall(Id,
            ( member(Index, Components),
              component_of(Program, Index, Slots, Recursive, _),
              unsupported(Recursive, Program, World, Slots, Id) ),
            Unsupported),
    findall([Rule|Values],
            ( member(Index, Components),
              component_of(Program, Index, _, _, Rules),
              member(Rule, Rules),
              violated(Program, World, Rule, Bound),
              maplist(term_json, Bound, Values) ),
            Violated).

unsupported(false, Program, World, Slots, Id) :-
    member(Slot, Slots),
    extension_of(World, Slot, Ids),
    member(Id, Ids),
    \+ supported(Program, World, Id).
unsupported(true, Program, World, Slots, Id) :-
    findall(Own, ( member(Slot, Slots), extension_of(World, Slot, Own) ), Extensions),
    append(Extensions, Ids),
    list_to_ord_set(Ids, Set),
    findall(wait(Each, Needs),
            ( member(Each, Ids), needs(Program, World, Set, Each, Needs) ),
            Waiting),
    follow(Waiting, Proved),
    member(Id, Ids),
    \+ get_assoc(Id, Proved, _).

supported(_, _, Id) :- granted(Id, _), !.
supported(Program, World, Id) :-
    known(Id, Slot, Args),
    clause_of(Program, Slot, Args, _, _, Plan, _, _, _),
    run(Plan, World), !.

%   What a support of an atom needs of its own component.
needs(_, _, _, Id, Needs) :- granted(Id, _), !, Needs = [].
needs(Program, World, Set, Id, Needs) :-
    known(Id, Slot, Args),
    findall(Own,
            ( clause_of(Program, Slot, Args, _, _, Plan, Used, _, _),
              run(Plan, World),
              findall(Rest, ( rest(Used, Rest), ord_memberchk(Rest, Set) ), Found),
              sort(Found, Own) ),
            All),
    sort(All, Distinct),
    member(Needs, Distinct).

%!  follow(+Waiting, -Proved) is det.
%
%   The atoms that follow from nothing by these supports: their least model.
follow(Waiting, Proved) :-
    empty_assoc(Nothing),
    foldl(watch(Nothing), Waiting, q([], Nothing), q(Queue, Watchers)),
    follow(Queue, Watchers, Nothing, Proved).

follow([], _, Proved, Proved).
follow([Id|Queue], Watchers, Proved0, Proved) :-
    (   get_assoc(Id, Proved0, _)
    ->  follow(Queue, Watchers, Proved0, Proved)
    ;   put_assoc(Id, Proved0, true, Proved1),
        (   get_assoc(Id, Watchers, Woken) -> true ; Woken = [] ),
        foldl(watch(Proved1), Woken, q(Queue, Watchers), q(Queue1, Watchers1)),
        follow(Queue1, Watchers1, Proved1, Proved)
    ).

watch(Proved, wait(Id, Needs), q(Queue, Watchers0), Result) :-
    (   member(Need, Needs), \+ get_assoc(Need, Proved, _)
    ->  (   get_assoc(Need, Watchers0, List) -> true ; List = [] ),
        put_assoc(Need, Watchers0, [wait(Id, Needs)|List], Watchers),
        Result = q(Queue, Watchers)
    ;   Result = q([Id|Queue], Watchers0)
    ).

violated(Program, World, Rule, Values) :-
    demand_of(Program, Rule, Plan, Heads, Bounds, Values),
    run(Plan, World),
    \+ satisfied(Bounds, Heads, World).

satisfied(bounds(one, _), Heads, World) :-
    member(head(Slot, Whole, More, _), Heads),
    run(More, World),
    holds(pos(Slot, Whole, _), World).
satisfied(bounds(all, _), [head(Slot, Whole, More, _)], World) :-
    \+ ( run(More, World), \+ holds(pos(Slot, Whole, _), World) ).
satisfied(bounds(choice, Guards), Heads, World) :-
    findall(Id,
            ( member(head(Slot, Whole, More, _), Heads),
              run(More, World),
              holds(pos(Slot, Whole, _), World),
              last(Whole, Id) ),
            True),
    sort(True, Set),
    length(Set, Count),
    forall(member(guard(Op, Term), Guards), ( value(Term, Value), compares(Op, Count, Value) )).
