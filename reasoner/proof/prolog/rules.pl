:- encoding(utf8).
:- module(rules, [load_program/3, unload_program/1, clause_of/9, demand_of/6, component_of/5]).

/** <module> A program's rules as data with variables

Each head of a rule is a clause: its arguments can be drawn when its plan runs through. What the
rule demands of a world is kept apart: where its body holds, what must then be true.
*/

:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(terms).

%   clause_of(Program, Slot, Args, Rule, Element, Plan, Rests, Shown, Variables)
%
%   Element numbers the heads of a rule. Rests are the numbers of the atoms that the plan used, and
%   lists of such where it looked inside an aggregate; Shown the body literals in their order:
%   the number of an atom, `neg(Slot, Args)` or `computed`.
:- dynamic clause_of/9.

%   demand_of(Program, Rule, Plan, Heads, Bounds, Variables)
%
%   Where Plan runs through, what the rule says of its Heads must be so.
:- dynamic demand_of/6.

%   component_of(Program, Component, Slots, Recursive, Rules)
%
%   Predicates that depend on each other, and the rules that speak of them.
:- dynamic component_of/5.

%!  load_program(+Program, +Rules, +Components) is det.
load_program(Program, Rules, Components) :-
    unload_program(Program),
    maplist(add_rule(Program), Rules),
    forall(nth0(Index, Components, Component),
           assertz(component_of(Program, Index, Component.slots, Component.recursive,
                                Component.rules))).

%!  unload_program(+Program) is det.
unload_program(Program) :-
    retractall(clause_of(Program, _, _, _, _, _, _, _, _)),
    retractall(demand_of(Program, _, _, _, _, _)),
    retractall(component_of(Program, _, _, _, _)).

add_rule(Program, Rule) :-
    length(List, Rule.vars),
    compound_name_arguments(Vars, v, List),
    read_plan(Vars, Rule.plan, Plan, Rests),
    maplist(read_shown(Vars, Plan), Rule.shown, Shown),
    maplist(read_head(Vars), Rule.heads, Heads),
    read_bounds(Rule.bounds, Vars, Bounds),
    forall(nth0(Element, Heads, Head),
           add_clause(Program, Rule.id, Element, Head, Heads, Bounds, Plan, Rests, Shown, List)),
    (   Rule.demanded == true
    ->  assertz(demand_of(Program, Rule.id, Plan, Heads, Bounds, List))
    ;   true
    ).

add_clause(Program, Id, Element, Head, Heads, Bounds, Plan, Rests, Shown, List) :-
    Head = head(Slot, Whole, More, MoreRests),
    append(Args, [_], Whole),
    alone(Bounds, Heads, Slot-Args, Plan, Alone),
    append([Plan, More, Alone], All),
    assertz(clause_of(Program, Slot, Args, Id, Element, All, Rests-MoreRests, Shown, List)).

%   A disjunct supports itself only where no other disjunct is true. What is local to a disjunct is
%   renamed there: the same disjunct under other values is another.
alone(bounds(one, _), Heads, Head, Plan, [item(-1, [], alone(Others, Head))]) :-
    several(Heads), !,
    term_variables(Plan, Global),
    copy_term(Global-Heads, Global-Others).
alone(_, _, _, _, []).

several([_, _|_]).
several([head(_, _, [_|_], _)]).

read_head(Vars, Json, head(Slot, Whole, More, Rests)) :-
    Slot = Json.p,
    read_whole(Vars, Json.a, _, Whole),
    read_plan(Vars, Json.plan, More, Rests).

%   The arguments of an atom, and its number as one more.
read_whole(Vars, Json, Id, Whole) :-
    maplist(read_term_of(Vars), Json, Args),
    append(Args, [Id], Whole).

read_bounds(Json, Vars, bounds(Kind, Guards)) :-
    atom_string(Kind, Json.kind),
    maplist(read_guard(Vars), Json.guards, Guards).

read_guard(Vars, [Op, Json], guard(Atom, Term)) :-
    atom_string(Atom, Op),
    read_term_of(Vars, Json, Term).

read_plan(Vars, Json, Plan, Rests) :-
    maplist(read_item(Vars), Json, Plan),
    rests_of(Plan, Rests).

rests_of([], []).
rests_of([item(_, _, Item)|Items], Rests) :-
    (   rests_on(Item, Rest) -> Rests = [Rest|More] ; Rests = More ),
    rests_of(Items, More).

rests_on(pos(_, _, Id), Id).
rests_on(agg(0, _, _, _, Rests), Rests).
rests_on(forall(_, _, _, _, Rests), Rests).

%   item(Literal, Needs, Item): Literal is the place of the body literal that the item comes from, -1
%   for a condition in the head; Needs are the variables that must be bound before it is looked at.
read_item(Vars, Json, item(Json.lit, Needs, Item)) :-
    maplist(needed_variable(Vars), Json.needs, Needs),
    atom_string(Kind, Json.k),
    read_item(Kind, Json, Vars, Item).

needed_variable(Vars, Index, Var) :- Arg is Index + 1, arg(Arg, Vars, Var).

read_item(pos, Json, Vars, pos(Json.p, Whole, Id)) :- read_whole(Vars, Json.a, Id, Whole).
read_item(neg, Json, Vars, neg(Json.p, Whole)) :- read_whole(Vars, Json.a, _, Whole).
read_item(notnot, Json, Vars, notnot(Json.p, Whole)) :- read_whole(Vars, Json.a, _, Whole).
read_item(is, Json, Vars, is(Term, Expression)) :-
    read_term_of(Vars, Json.l, Term),
    read_term_of(Vars, Json.r, Expression).
read_item(in, Json, Vars, in(Term, Low, High)) :-
    read_term_of(Vars, Json.l, Term),
    read_term_of(Vars, Json.low, Low),
    read_term_of(Vars, Json.high, High).
read_item(cmp, Json, Vars, cmp(Op, Left, Right)) :-
    atom_string(Op, Json.op),
    read_term_of(Vars, Json.l, Left),
    read_term_of(Vars, Json.r, Right).
read_item(agg, Json, Vars, agg(Json.sign, Function, Elements, Guards, _)) :-
    atom_string(Function, Json.function),
    maplist(read_element(Vars), Json.elements, Elements),
    maplist(read_guard(Vars), Json.guards, Guards).
read_item(forall, Json, Vars, forall(Plan, PlanIds, Then, ThenIds, _)) :-
    read_plan(Vars, Json.plan, Plan, PlanIds),
    read_plan(Vars, Json.then, Then, ThenIds).
read_item(unless, Json, Vars, unless(Plan)) :- read_plan(Vars, Json.plan, Plan, _).
read_item(true, _, _, true).
read_item(false, _, _, false).

read_element(Vars, Json, element(Terms, Plan, Ids)) :-
    maplist(read_term_of(Vars), Json.terms, Terms),
    read_plan(Vars, Json.plan, Plan, Ids).

%   A positive literal is shown by the number of the atom that its item in the plan finds.
read_shown(Vars, Plan, Json, Shown) :-
    atom_string(Kind, Json.k),
    (   Kind == pos
    ->  memberchk(item(Json.lit, _, pos(_, _, Shown)), Plan)
    ;   Kind == neg
    ->  maplist(read_term_of(Vars), Json.a, Args),
        Shown = neg(Json.p, Args)
    ;   Shown = computed
    ).
