:- encoding(utf8).
:- module(proofs, [proved/4, all_proved/5, all_supports/4, support/5, rest/2]).

/** <module> Proofs of a world's atoms

Given one world, this module finds the rule instances that support an atom, by unification, and
chooses among them so that no atom stands on itself and the proof, counted as a tree, is smallest
(Knuth, A Generalization of Dijkstra's Algorithm, 1977). It shares no code with the solver that found
the world.
*/

:- use_module(library(apply)).
:- use_module(library(assoc)).
:- use_module(library(heaps)).
:- use_module(library(lists)).
:- use_module(rules).
:- use_module(terms).
:- use_module(worlds).

%!  support(+Scope, +Program, +World, +Goal, -Instance) is nondet.
%
%   A rule instance inst(Rule, Element, Values, Shown, Rests) that draws Goal in this world. Rests
%   are the numbers of all atoms it rests on, those inside aggregates and conditions included. Of
%   Scope `all` these are all instances; of Scope `nearest` no rule is followed any further once an
%   instance of it rests on nothing but granted atoms: no other can be smaller.
support(Scope, Program, World, goal(Slot, Args), Instance) :-
    clause_of(Program, Slot, Args, Rule, Element, Plan, Used, Shown, Values),
    Instance = inst(Rule, Element, Values, Shown, _),
    instance_of(Scope, Program, Plan, World, Used, Instance).

instance_of(Scope, Program, Plan, World, Used, inst(_, _, Values, Shown, Rests)) :-
    run(Plan, World),
    once(settle_variables(Values-Shown)),
    findall(Id, rest(Used, Id), Ids),
    sort(Ids, Rests),
    (   Scope == nearest,
        forall(member(Rest, Rests), unconditional(Program, World, Rest))
    ->  !
    ;   true
    ).

%   Whether an atom's smallest proof is a single node.
unconditional(_, _, Id) :- granted(Id, _), !.
unconditional(Program, World, Id) :-
    known(Id, Slot, Args),
    clause_of(Program, Slot, Args, _, _, Plan, _, [], _),
    run(Plan, World), !.

%   What is left open occurs nowhere but in a negated literal: any value would do.
settle_variables(Term) :-
    term_variables(Term, Variables),
    maplist(=('$any'), Variables).

%!  rest(+Used, -Id) is nondet.
rest(Used, Id) :- integer(Used), !, Id = Used.
rest(Used, Id) :- compound(Used), arg(_, Used, Part), rest(Part, Id).

supports_of(Scope, Program, World, Id, Instances) :-
    (   granted(Id, Rule)
    ->  Instances = [inst(Rule, 0, [], [], [])]
    ;   known(Id, Slot, Args),
        findall(Instance, support(Scope, Program, World, goal(Slot, Args), Instance), Found),
        sort(Found, Instances)
    ).

%!  reached(+Scope, +Program, +World, +Ids, -Supports) is det.
%
%   Everything that may stand in a proof of these atoms: for each atom reached, its supports.
reached(Scope, Program, World, Ids, Supports) :-
    empty_assoc(Empty),
    reach(Ids, Scope, Program, World, Empty, Supports).

reach([], _, _, _, Supports, Supports).
reach([Id|Ids], Scope, Program, World, Supports0, Supports) :-
    (   get_assoc(Id, Supports0, _)
    ->  reach(Ids, Scope, Program, World, Supports0, Supports)
    ;   supports_of(Scope, Program, World, Id, Instances),
        put_assoc(Id, Supports0, Instances, Supports1),
        findall(Rest, ( member(inst(_, _, _, _, Rests), Instances), member(Rest, Rests) ), Found),
        sort(Found, Sorted),
        append(Sorted, Ids, More),
        reach(More, Scope, Program, World, Supports1, Supports)
    ).

%!  smallest(+Supports, -Proofs) is det.
%!  smallest(+Supports, +Known, -Proofs) is det.
%
%   For each atom that has a proof, its smallest: Cost-Instance; Known are some that were found
%   before. An instance is ready when all that
%   it rests on has proofs; the cheapest ready instance is settled first, ties by rule order.
smallest(Supports, Proofs) :-
    empty_assoc(NoProofs),
    smallest(Supports, NoProofs, Proofs).

smallest(Supports, Known, Proofs) :-
    assoc_to_list(Supports, Pairs),
    findall(wait(Id, Instance, Rests),
            ( member(Id-Instances, Pairs),
              member(Instance, Instances),
              Instance = inst(_, _, _, _, Rests) ),
            Waiting),
    empty_assoc(NoWatchers),
    empty_heap(NoHeap),
    foldl(enqueue(Known), Waiting, w(NoHeap, NoWatchers), w(Heap, Watchers)),
    settle(Heap, Watchers, Known, Proofs).

%   An instance waits at the first of the atoms it rests on that has no proof yet.
enqueue(Proofs, wait(Id, Instance, Rests), w(Heap0, Watchers0), w(Heap, Watchers)) :-
    without_proof(Rests, Proofs, Open),
    (   Open = [First|_]
    ->  Heap = Heap0,
        (   get_assoc(First, Watchers0, List) -> true ; List = [] ),
        put_assoc(First, Watchers0, [wait(Id, Instance, Open)|List], Watchers)
    ;   cost(Instance, Proofs, Cost),
        add_to_heap(Heap0, Cost-Instance, Id, Heap),
        Watchers = Watchers0
    ).

without_proof([], _, []).
without_proof([Id|Ids], Proofs, Open) :-
    (   get_assoc(Id, Proofs, _)
    ->  without_proof(Ids, Proofs, Open)
    ;   Open = [Id|Ids]
    ).

settle(Heap, Watchers, Proofs0, Proofs) :-
    (   get_from_heap(Heap, Cost-Instance, Id, Rest)
    ->  (   get_assoc(Id, Proofs0, _)
        ->  settle(Rest, Watchers, Proofs0, Proofs)
        ;   put_assoc(Id, Proofs0, Cost-Instance, Proofs1),
            (   get_assoc(Id, Watchers, Woken) -> true ; Woken = [] ),
            foldl(enqueue(Proofs1), Woken, w(Rest, Watchers), w(Heap1, Watchers1)),
            settle(Heap1, Watchers1, Proofs1, Proofs)
        )
    ;   Proofs = Proofs0
    ).

%   The size of the proof as a tree: one for the step, one for each leaf, and its children's.
cost(inst(_, _, _, Shown, _), Proofs, Cost) :-
    foldl(add_cost(Proofs), Shown, 1, Cost).

add_cost(Proofs, Id, Cost0, Cost) :- integer(Id), !,
    get_assoc(Id, Proofs, Own-_),
    Cost is Cost0 + Own.
add_cost(_, _, Cost0, Cost) :- Cost is Cost0 + 1.

%!  proved(+Program, +World, +Goal, -Steps) is det.
%
%   The smallest proof of a goal: its own step first, then one for each atom below. A goal that is
%   no atom of the world stands on its rule all the same: a term that is only shown. No steps where
%   there is no proof.
proved(Program, World, goal(Slot, Args), Steps) :-
    true_atom(World, Slot, Args, Id), !,
    reached(nearest, Program, World, [Id], Supports),
    smallest(Supports, Proofs),
    (   get_assoc(Id, Proofs, _)
    ->  needed([Id], Proofs, Needed),
        maplist(chosen_json(Proofs), Needed, Steps)
    ;   Steps = []
    ).
proved(Program, World, Goal, Steps) :-
    reached_from(nearest, Program, World, Goal, Instances, Supports),
    smallest(Supports, Proofs),
    findall(Cost-Instance,
            ( member(Instance, Instances),
              Instance = inst(_, _, _, _, Rests),
              without_proof(Rests, Proofs, []),
              cost(Instance, Proofs, Cost) ),
            Ready),
    (   msort(Ready, [Cost-Instance|_])
    ->  Instance = inst(_, _, _, Shown, _),
        include(integer, Shown, Children),
        needed(Children, Proofs, Needed),
        step_json(null, Cost, Instance, First),
        maplist(chosen_json(Proofs), Needed, Rest),
        Steps = [First|Rest]
    ;   Steps = []
    ).

%!  all_proved(+Program, +World, +Known, +Ids, -Steps) is det.
%
%   The smallest proofs of several atoms of the world: one step for each atom in any of them, but for
%   what is Known, [Id, Cost] for each: atoms with the sizes of their smallest proofs, which rest on
%   nothing else.
all_proved(Program, World, Known, Ids, Steps) :-
    findall(Id-[], member([Id, _], Known), Closed),
    findall(Id-(Cost-known), member([Id, Cost], Known), Settled),
    list_to_assoc(Closed, Supports0),
    list_to_assoc(Settled, Proofs0),
    reach(Ids, nearest, Program, World, Supports0, Supports),
    smallest(Supports, Proofs0, Proofs),
    include(has_proof(Proofs), Ids, Proved),
    needed(Proved, Proofs, Supports0, Needed),
    maplist(chosen_json(Proofs), Needed, Steps).

has_proof(Proofs, Id) :- get_assoc(Id, Proofs, _).

%   The supports of a goal that is no atom, and of all they may rest on.
reached_from(Scope, Program, World, Goal, Instances, Supports) :-
    findall(Instance, support(Scope, Program, World, Goal, Instance), Found),
    sort(Found, Instances),
    findall(Id, ( member(inst(_, _, _, _, Rests), Instances), member(Id, Rests) ), Ids0),
    sort(Ids0, Ids),
    reached(Scope, Program, World, Ids, Supports).

needed(Ids, Proofs, Needed) :-
    empty_assoc(Nothing),
    needed(Ids, Proofs, Nothing, Needed).

needed([], _, _, []).
needed([Id|Ids], Proofs, Seen, Needed) :-
    (   get_assoc(Id, Seen, _)
    ->  needed(Ids, Proofs, Seen, Needed)
    ;   put_assoc(Id, Seen, true, Seen1),
        get_assoc(Id, Proofs, _-inst(_, _, _, Shown, _)),
        include(integer, Shown, Children),
        append(Children, Ids, More),
        Needed = [Id|Rest],
        needed(More, Proofs, Seen1, Rest)
    ).

chosen_json(Proofs, Id, Json) :-
    get_assoc(Id, Proofs, Cost-Instance),
    step_json(Id, Cost, Instance, Json).

step_json(Id, Cost, inst(Rule, Element, Bound, Shown, _), [Id, Cost, Rule, Element, Values, Items]) :-
    maplist(term_json, Bound, Values),
    maplist(shown_json, Shown, Items).

%   The number of an atom, an absent atom as its slot and arguments, or null.
shown_json(Id, Id) :- integer(Id), !.
shown_json(neg(Slot, Args), [Slot|Values]) :- !, maplist(term_json, Args, Values).
shown_json(computed, null).

%!  all_supports(+Program, +World, +Goal, -Steps) is det.
%
%   Every instance that may stand in a proof of a goal, chosen or not, with all that it rests on in
%   place of its cost.
all_supports(Program, World, goal(Slot, Args), Steps) :-
    (   true_atom(World, Slot, Args, Id)
    ->  Own = [],
        reached(all, Program, World, [Id], Supports)
    ;   reached_from(all, Program, World, goal(Slot, Args), Own, Supports)
    ),
    assoc_to_list(Supports, Pairs),
    findall(Json,
            ( ( member(Instance, Own), Atom = null
              ; member(Atom-Others, Pairs), member(Instance, Others) ),
              Instance = inst(_, _, _, _, Rests),
              step_json(Atom, Rests, Instance, Json) ),
            Steps).
