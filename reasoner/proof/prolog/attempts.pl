:- encoding(utf8).
:- module(attempts, [attempted/5]).

/** <module> Why an atom does not hold

For every rule that could have drawn the atom, the attempts in which the fewest conditions fail: the
conditions are taken in the order of the rule's plan, and one that fails is passed over at a price.
*/

:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(solution_sequences)).
:- use_module(rules).
:- use_module(terms).
:- use_module(worlds).

%   A rule whose nearest attempts are not found in this many steps is tried no further.
steps(2_000_000).

%!  attempted(+Program, +World, +Goal, +Most, -Attempts) is det.
%
%   The nearest attempts of each rule: [Rule, Element, Values, Conditions, More], where Conditions
%   say of each body literal, and of the conditions in the head under number -1, what became of it.
%   Where there are more than Most, only the first is told, and More is true.
attempted(Program, World, goal(Slot, Args), Most, Attempts) :-
    findall(Found,
            ( clause_of(Program, Slot, Args, Rule, Element, Plan, _, _, Values),
              rule_attempts(Plan, World, Values, Most, Rule, Element, Found) ),
            Lists),
    append(Lists, Attempts).

rule_attempts(Plan, World, Values, Most, Rule, Element, Attempts) :-
    length(Plan, Length),
    steps(Steps),
    More is Most + 1,
    Search = ( between(0, Length, Price),
               findall(Values-Marks,
                       limit(More, distinct(Values-Marks, tried(Plan, World, Price, Marks))),
                       Found),
               Found \== [] ),
    (   call_with_inference_limit(once(Search), Steps, Result),
        Result \== inference_limit_exceeded
    ->  true
    ;   Found = []
    ),
    (   length(Found, More)
    ->  Further = true,
        Found = [First|_],
        Kept = [First]
    ;   Further = false,
        Kept = Found
    ),
    findall([Rule, Element, Bound, Marked, Further],
            ( member(Bound0-Marks, Kept),
              maplist(term_json, Bound0, Bound),
              maplist(mark_json, Marks, Marked) ),
            Attempts).

%!  tried(+Plan, +World, +Price, -Marks) is nondet.
%
%   A run through the plan in which exactly Price items fail. Marks say what became of each item:
%   Literal-met(Id), met, absent(Slot, Args), missing(Slot, Args), blocking(Id), false or, where it needs
%   what an earlier, failed item should have bound, open.
tried(Plan, World, Price, Marks) :-
    attempt(Plan, World, Price, Marks),
    \+ ( member(_-missing(Slot, Args), Marks), true_atom(World, Slot, Args, _) ).

attempt([], _, 0, []).
attempt([item(Literal, Needs, Item)|Items], World, Price, [Literal-Mark|Marks]) :-
    (   ground(Needs)
    ->  mark(Item, World, Mark, Own)
    ;   Mark = open, Own = 0
    ),
    Left is Price - Own,
    Left >= 0,
    attempt(Items, World, Left, Marks).

mark(pos(Slot, Whole, Id), World, Mark, Own) :- !,
    (   holds(pos(Slot, Whole, Id), World), Mark = met(Id), Own = 0
    ;   append(Args, [_], Whole), Mark = missing(Slot, Args), Own = 1
    ).
mark(neg(Slot, Whole), World, Mark, Own) :- !,
    (   append(Args, [Id], Whole), once(true_atom(World, Slot, Args, Id))
    ->  Mark = blocking(Id), Own = 1
    ;   append(Args, [_], Whole), Mark = absent(Slot, Args), Own = 0
    ).
mark(Item, World, Mark, Own) :-
    (   \+ holds(Item, World)
    ->  Mark = false, Own = 1
    ;   holds(Item, World), Mark = met, Own = 0
    ).

mark_json(Literal-Mark, [Literal, Name|Rest]) :-
    Mark =.. [Kind|Arguments],
    atom_string(Kind, Name),
    marked(Arguments, Rest).

marked([], []).
marked([Id], [Id]).
marked([Slot, Args], [Slot|Json]) :- maplist(term_json, Args, Json).
