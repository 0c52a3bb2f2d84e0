:- encoding(utf8).
:- module(worlds, [know/2, forget/2, world_of/2, known/3, granted/2, extension_of/3,
                   run/2, holds/2, true_atom/4]).

/** <module> Worlds, and what holds in them

A predicate of a program has a number, its slot. What a world makes true of one predicate is an
extension: a Prolog predicate `x<N>` of its own, so that any argument can be indexed, with the number
of the atom as its last argument. A world is a term with the extension of each slot as argument, or
`none`; worlds that agree on a predicate share its extension.

The extensions stand in module `extensions`, which imports nothing: no name in a program can meet
one of Prolog's.
*/

:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(terms).

%   known(Id, Slot, Args): an atom and its number.
:- dynamic known/3.
%   granted(Id, Rule): an atom that needs no proof: a fact of the program, or `given` from outside.
:- dynamic granted/2.
%   members(Extension, Ids)
:- dynamic members/2.

:- set_module(extensions:base(none)).

%!  know(+Atoms, +Extensions) is det.
%
%   Atoms are [Id, Granted, Slot|Args], Granted being null, "given" or the number of a fact's rule;
%   extensions are [Number|Ids].
know(Atoms, Extensions) :-
    maplist(know_atom, Atoms),
    maplist(extend, Extensions).

know_atom([Id, Granted, Slot|Json]) :-
    read_terms(Json, Args),
    assertz(known(Id, Slot, Args)),
    (   Granted == null
    ->  true
    ;   Granted == "given"
    ->  assertz(granted(Id, given))
    ;   assertz(granted(Id, Granted))
    ).

extend([Number|Ids]) :-
    extension_name(Number, Name),
    assertz(members(Name, Ids)),
    forall(member(Id, Ids),
           ( known(Id, _, Args),
             append(Args, [Id], Whole),
             compound_name_arguments(Fact, Name, Whole),
             assertz(extensions:Fact) )).

extension_name(0, none) :- !.
extension_name(Number, Name) :- atom_concat(x, Number, Name).

%!  forget(+Ids, +Extensions) is det.
forget(Ids, Extensions) :-
    forall(member(Id, Ids), ( retractall(known(Id, _, _)), retractall(granted(Id, _)) )),
    forall(member([Number|Arity], Extensions), forget_extension(Number, Arity)).

forget_extension(Number, [Arity]) :-
    extension_name(Number, Name),
    retractall(members(Name, _)),
    Places is Arity + 1,
    functor(Fact, Name, Places),
    retractall(extensions:Fact).

%!  world_of(+Numbers, -World) is det.
world_of(Numbers, World) :-
    maplist(extension_name, Numbers, Names),
    compound_name_arguments(World, world, Names).

%!  extension_of(+World, +Slot, -Ids) is det.
extension_of(World, Slot, Ids) :-
    arg(Slot, World, Extension),
    (   members(Extension, Ids) -> true ; Ids = [] ).

%!  true_atom(+World, +Slot, ?Args, -Id) is nondet.
true_atom(World, Slot, Args, Id) :-
    append(Args, [Id], Whole),
    true_in(World, Slot, Whole).

%   Whole are the arguments and the atom's number.
true_in(World, Slot, Whole) :-
    arg(Slot, World, Extension),
    Extension \== none,
    compound_name_arguments(Goal, Extension, Whole),
    call(extensions:Goal).

%!  run(+Plan, +World) is nondet.
%
%   Every way in which the items of a plan hold in the world. The plan is ordered so that an item
%   is reached when what it needs is bound. What an item rests on is bound on the way: the number
%   of its atom, or of the atoms inside it.
run([], _).
run([item(_, _, Item)|Items], World) :- holds(Item, World), run(Items, World).

%!  holds(+Item, +World) is nondet.
holds(pos(Slot, Whole, _), World) :- true_in(World, Slot, Whole).
holds(neg(Slot, Whole), World) :- \+ true_in(World, Slot, Whole).
holds(notnot(Slot, Whole), World) :- \+ \+ true_in(World, Slot, Whole).
holds(is(Term, Expression), _) :- value(Expression, Value), value(Term, Value).
holds(in(Term, Low, High), _) :-
    value(Low, From), integer(From),
    value(High, To), integer(To),
    (   var(Term) -> true ; integer(Term) ),
    between(From, To, Term).
holds(cmp(Op, Left, Right), _) :-
    value(Left, A),
    value(Right, B),
    compares(Op, A, B).
holds(forall(Plan, PlanIds, Then, ThenIds, Rests), World) :-
    \+ ( run(Plan, World), \+ run(Then, World) ),
    findall(PlanIds-ThenIds, ( run(Plan, World), once(run(Then, World)) ), Rests).
holds(agg(Sign, Function, Elements, Guards, Rests), World) :-
    findall(Values-Ids,
            ( member(element(Terms, Plan, Ids), Elements),
              run(Plan, World),
              maplist(value, Terms, Values) ),
            Found),
    pairs(Found, All, Rests),
    sort(All, Tuples),
    aggregate_of(Function, Tuples, Value),
    (   Sign =:= 1
    ->  forall(member(guard(_, Term), Guards), value(Term, _)),
        \+ guarded(Guards, Value)
    ;   guarded(Guards, Value)
    ).
holds(alone(Heads, Head), World) :-
    \+ ( member(head(Slot, Whole, More, _), Heads),
         run(More, World),
         true_in(World, Slot, Whole),
         append(Args, [_], Whole),
         Slot-Args \== Head ).
holds(unless(Plan), World) :- \+ run(Plan, World).
holds(true, _).

pairs([], [], []).
pairs([Key-Value|Pairs], [Key|Keys], [Value|Values]) :- pairs(Pairs, Keys, Values).

%   A guard that equates the aggregate with an unbound variable gives it the value.
guarded([], _).
guarded([guard(Op, Term)|Guards], Value) :-
    (   Op == (=), var(Term)
    ->  Term = Value
    ;   value(Term, Bound),
        compares(Op, Value, Bound)
    ),
    guarded(Guards, Value).

aggregate_of(count, Tuples, Count) :- length(Tuples, Count).
aggregate_of(sum, Tuples, Sum) :- weights(Tuples, Weights), sum_list(Weights, Sum).
aggregate_of('sum+', Tuples, Sum) :-
    weights(Tuples, Weights),
    include(<(0), Weights, Positive),
    sum_list(Positive, Sum).
aggregate_of(min, Tuples, Least) :- extreme(<, '#sup', Tuples, Least).
aggregate_of(max, Tuples, Greatest) :- extreme(>, '#inf', Tuples, Greatest).

%   Tuples that do not begin with a number weigh nothing.
weights(Tuples, Weights) :-
    findall(Weight, ( member([Weight|_], Tuples), integer(Weight) ), Weights).

extreme(Wanted, Empty, Tuples, Extreme) :-
    foldl(further(Wanted), Tuples, Empty, Extreme).

further(Wanted, [Value|_], Extreme0, Extreme) :-
    (   order(Wanted, Value, Extreme0) -> Extreme = Value ; Extreme = Extreme0 ).
