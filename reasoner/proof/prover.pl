:- encoding(utf8).
:- module(prover, [answer/2]).

/** <module> Proofs of a world's atoms from the rules of a program

The rules of an answer set program stand here as data with variables. Given one world, the set of
atoms that are true in it, this module finds the rule instances that support an atom, by
unification, and chooses among them so that no atom stands on itself and the proof, counted as a
tree, is smallest (Knuth, A Generalization of Dijkstra's Algorithm, 1977). It shares no code with
the solver that found the world; so it can also certify it.

Terms: numbers are integers, strings are strings, constants and functions keep the names they have
in the program; a tuple is a compound named `()`, and a strongly negated atom has `-` before its
name. Only answer/2 is called from outside: one JSON text in, one out.
*/

:- use_module(library(apply)).
:- use_module(library(assoc)).
:- use_module(library(heaps)).
:- use_module(library(http/json)).
:- use_module(library(lists)).
:- use_module(library(pairs)).

%   clause_of(Program, Key, Head, Id, Element, Plan, Shown, Variables)
%
%   Head, an element of the head of rule Id, can be drawn when Plan runs through. Shown are the
%   body literals a proof shows, in their order. Key is the head's name and arity.
:- dynamic clause_of/8.

%   demand_of(Program, Id, Plan, Heads, Bounds, Variables)
%
%   Where Plan runs through, what rule Id says of its Heads must be so.
:- dynamic demand_of/6.

:- dynamic world/1, given/1.

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

do("load", Dict, _{loaded: Count}) :-
    atom_string(Program, Dict.program),
    retractall(clause_of(Program, _, _, _, _, _, _, _)),
    retractall(demand_of(Program, _, _, _, _, _)),
    maplist(add_rule(Program), Dict.rules),
    length(Dict.rules, Count).
do("prove", Dict, _{proofs: Chosen}) :-
    atom_string(Program, Dict.program),
    maplist(ground_term, Dict.atoms, Atoms),
    in_world(Dict, proved(Program, Atoms, Chosen)).
do("certify", Dict, _{unsupported: Unsupported, violated: Violated}) :-
    atom_string(Program, Dict.program),
    in_world(Dict, certified(Program, Unsupported, Violated)).

%!  in_world(+Request, :Goal) is semidet.
%
%   Run Goal once where exactly the atoms of the request's world are true, some of them given from
%   outside the program; nothing of them stays behind.
in_world(Request, Goal) :-
    snapshot(( forall(member(Json, Request.world),
                      ( ground_term(Json, Atom), assertz(world(Atom)) )),
               forall(member(Json, Request.given),
                      ( ground_term(Json, Atom), assertz(given(Atom)) )),
               once(Goal) )).


                /*******************************
                *        RULES AS DATA         *
                *******************************/

add_rule(Program, Rule) :-
    length(List, Rule.vars),
    Vars =.. [v|List],
    maplist(read_item(Vars), Rule.plan, Plan),
    maplist(read_item(Vars), Rule.shown, Shown),
    maplist(read_head(Vars), Rule.heads, Heads),
    Id = Rule.id,
    read_bounds(Rule.bounds, Vars, Bounds),
    forall(nth0(Element, Heads, head(Head, More)),
           ( key(Head, Key),
             alone(Bounds, Heads, Head, Alone),
             append([Plan, More, Alone], Whole),
             assertz(clause_of(Program, Key, Head, Id, Element, Whole, Shown, List)) )),
    assertz(demand_of(Program, Id, Plan, Heads, Bounds, List)).

%   A disjunct supports itself only where no other disjunct is true.
alone(bounds(one, _), Heads, Head, [alone(Heads, Head)]) :- Heads = [_, _|_], !.
alone(_, _, _, []).

read_head(Vars, Json, head(Atom, More)) :-
    read_term_of(Vars, Json.atom, Atom),
    maplist(read_item(Vars), Json.plan, More).

read_bounds(Json, Vars, bounds(Kind, Guards)) :-
    atom_string(Kind, Json.kind),
    maplist(read_guard(Vars), Json.guards, Guards).

read_guard(Vars, [Op, Json], guard(Atom, Term)) :-
    atom_string(Atom, Op),
    read_term_of(Vars, Json, Term).

read_item(Vars, Json, Item) :-
    atom_string(Kind, Json.k),
    read_item(Kind, Json, Vars, Item).

read_item(pos, Json, Vars, pos(Atom)) :- read_term_of(Vars, Json.atom, Atom).
read_item(neg, Json, Vars, neg(Atom)) :- read_term_of(Vars, Json.atom, Atom).
read_item(notnot, Json, Vars, notnot(Atom)) :- read_term_of(Vars, Json.atom, Atom).
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
read_item(agg, Json, Vars, agg(Json.sign, Function, Elements, Guards)) :-
    atom_string(Function, Json.function),
    maplist(read_element(Vars), Json.elements, Elements),
    maplist(read_guard(Vars), Json.guards, Guards).
read_item(forall, Json, Vars, forall(Plan, Then)) :-
    maplist(read_item(Vars), Json.plan, Plan),
    maplist(read_item(Vars), Json.then, Then).
read_item(computed, _, _, computed).
read_item(true, _, _, true).
read_item(false, _, _, false).

read_element(Vars, Json, element(Terms, Plan)) :-
    maplist(read_term_of(Vars), Json.terms, Terms),
    maplist(read_item(Vars), Json.plan, Plan).

read_term_of(_, Number, Number) :- integer(Number), !.
read_term_of(Vars, Dict, Term) :-
    dict_pairs(Dict, _, [Key-Value|Rest]),
    read_term_of(Key, Value, Rest, Vars, Term).

read_term_of(v, Index, [], Vars, Var) :- Arg is Index + 1, arg(Arg, Vars, Var).
read_term_of(s, Text, [], _, Text).
read_term_of(c, Name, [], _, Atom) :- atom_string(Atom, Name).
read_term_of(t, Json, [], Vars, Term) :-
    maplist(read_term_of(Vars), Json, Arguments),
    compound_name_arguments(Term, '()', Arguments).
read_term_of(a, Json, [f-Name], Vars, Term) :-
    atom_string(Functor, Name),
    maplist(read_term_of(Vars), Json, Arguments),
    compound_name_arguments(Term, Functor, Arguments).
read_term_of(o, Op, [x-Json], Vars, '$op'(Atom, Arguments)) :-
    atom_string(Atom, Op),
    maplist(read_term_of(Vars), Json, Arguments).

ground_term(Json, Term) :- read_term_of(v, Json, Term).

%!  json_term(+Term, -Json) is det.
json_term(Number, Number) :- integer(Number), !.
json_term(Text, _{s: Text}) :- string(Text), !.
json_term(Atom, _{c: Name}) :- atom(Atom), !, atom_string(Atom, Name).
json_term(Term, Json) :-
    compound_name_arguments(Term, Functor, Arguments),
    maplist(json_term, Arguments, Args),
    (   Functor == '()'
    ->  Json = _{t: Args}
    ;   atom_string(Functor, Name),
        Json = _{f: Name, a: Args}
    ).

key(Term, Name/Arity) :- compound(Term), !, compound_name_arity(Term, Name, Arity).
key(Atom, Atom/0).


                /*******************************
                *    WHAT A WORLD MAKES TRUE   *
                *******************************/

%!  run(+Plan) is nondet.
%
%   Every way in which the items of a plan hold in the world. The plan is ordered so that an item
%   is reached when what it needs is bound.
run([]).
run([Item|Items]) :- holds(Item), run(Items).

holds(true).
holds(pos(Atom)) :- world(Atom).
holds(neg(Atom)) :- \+ world(Atom).
holds(notnot(Atom)) :- \+ \+ world(Atom).
holds(is(Term, Expression)) :- value(Expression, Value), value(Term, Value).
holds(in(Term, Low, High)) :-
    value(Low, From), integer(From),
    value(High, To), integer(To),
    between(From, To, Term).
holds(cmp(Op, Left, Right)) :-
    value(Left, A),
    value(Right, B),
    order(Order, A, B),
    fits(Op, Order).

holds(forall(Plan, Then)) :-
    \+ ( run(Plan), \+ run(Then) ).
holds(alone(Heads, Head)) :-
    \+ ( member(head(Atom, More), Heads), run(More), world(Atom), Atom \== Head ).
holds(agg(Sign, Function, Elements, Guards)) :-
    findall(Values,
            ( member(element(Terms, Plan), Elements), run(Plan), maplist(value, Terms, Values) ),
            Found),
    sort(Found, Tuples),
    aggregate_of(Function, Tuples, Value),
    (   Sign =:= 1
    ->  \+ guarded(Guards, Value)
    ;   guarded(Guards, Value)
    ).

%   A guard that equates the aggregate with an unbound variable gives it the value.
guarded([], _).
guarded([guard(Op, Term)|Guards], Value) :-
    (   Op == (=), var(Term)
    ->  Term = Value
    ;   holds(cmp(Op, Value, Term))
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

fits(<, <).
fits(<=, <).
fits(<=, =).
fits(=, =).
fits(>=, =).
fits(>=, >).
fits(>, >).
fits('!=', <).
fits('!=', >).

%!  value(+Expression, ?Value) is semidet.
%
%   What a term comes to; fails where clingo calls the operation undefined.
value(Variable, Value) :- var(Variable), !, Variable = Value.
value('$op'(Op, Arguments), Value) :- !,
    maplist(value, Arguments, Values),
    maplist(integer, Values),
    calculate(Op, Values, Exact),
    Result is ((Exact + 2147483648) mod 4294967296) - 2147483648,
    Value = Result.
value(Term, Value) :- compound(Term), !,
    compound_name_arguments(Term, Name, Arguments),
    maplist(value, Arguments, Values),
    compound_name_arguments(Result, Name, Values),
    Value = Result.
value(Value, Value).

calculate(+, [A, B], C) :- C is A + B.
calculate(-, [A, B], C) :- C is A - B.
calculate(*, [A, B], C) :- C is A * B.
calculate(/, [A, B], C) :- B =\= 0, C is truncate(A rdiv B).
calculate(\, [A, B], C) :- B =\= 0, C is A rem B.
calculate(**, [A, B], C) :- B >= 0, !, C is powm(A mod 4294967296, B, 4294967296).
calculate(**, [A, _], 0) :- A =\= 0.
calculate(-, [A], C) :- C is -A.
calculate(abs, [A], C) :- C is abs(A).
calculate(~, [A], C) :- C is \A.
calculate(&, [A, B], C) :- C is A /\ B.
calculate(?, [A, B], C) :- C is A \/ B.
calculate(^, [A, B], C) :- C is A xor B.

%!  order(-Order, +A, +B) is det.
%
%   The order of clingo's terms: numbers, constants, strings, functions; functions by arity, then
%   by name, then by their arguments.
order(Order, A, B) :-
    rank(A, RankA),
    rank(B, RankB),
    compare(Ranks, RankA, RankB),
    (   Ranks \== (=)
    ->  Order = Ranks
    ;   RankA =:= 2
    ->  constant_name(A, NameA),
        constant_name(B, NameB),
        compare(Order, NameA, NameB)
    ;   compound(A)
    ->  compound_name_arguments(A, NameA, ArgsA),
        compound_name_arguments(B, NameB, ArgsB),
        same_length_order(Order, ArgsA, ArgsB, NameA, NameB)
    ;   compare(Order, A, B)
    ).

rank('#inf', 0) :- !.
rank('#sup', 6) :- !.
rank(A, 1) :- integer(A), !.
rank(A, 2) :- ( atom(A) ; A == '()'() ), !.
rank(A, 4) :- string(A), !.
rank(_, 5).

same_length_order(Order, ArgsA, ArgsB, NameA, NameB) :-
    length(ArgsA, LengthA),
    length(ArgsB, LengthB),
    plain_name(NameA, A),
    plain_name(NameB, B),
    compare(First, LengthA-A, LengthB-B),
    (   First \== (=)
    ->  Order = First
    ;   arguments_order(Order, ArgsA, ArgsB)
    ).

%   clingo counts the empty tuple among the constants, and puts it first.
constant_name('()'(), '') :- !.
constant_name(Name, Name).

%   A tuple is a function without a name.
plain_name('()', '') :- !.
plain_name(Name, Name).

arguments_order(=, [], []).
arguments_order(Order, [A|As], [B|Bs]) :-
    order(First, A, B),
    (   First == (=)
    ->  arguments_order(Order, As, Bs)
    ;   Order = First
    ).


                /*******************************
                *            PROOFS            *
                *******************************/

%!  support(+Program, +Atom, -Instance) is nondet.
%
%   A rule instance that draws Atom in this world: inst(Id, Element, Values, Shown), with the
%   values of the rule's variables and the body literals a proof shows.
support(_, Atom, inst(given, 0, [], [])) :-
    given(Atom).
support(Program, Atom, inst(Id, Element, Values, Shown)) :-
    key(Atom, Key),
    clause_of(Program, Key, Atom, Id, Element, Plan, Shown, Values),
    run(Plan).

%!  instances(+Program, +Atoms, -Supports) is det.
%
%   Everything that may stand in a proof of these atoms: for each atom reached, its supports.
instances(Program, Atoms, Supports) :-
    list_to_ord_set(Atoms, Set),
    empty_assoc(Empty),
    reach(Set, Program, Empty, Supports).

reach([], _, Supports, Supports).
reach([Atom|Atoms], Program, Supports0, Supports) :-
    (   get_assoc(Atom, Supports0, _)
    ->  reach(Atoms, Program, Supports0, Supports)
    ;   findall(Instance, support(Program, Atom, Instance), Found),
        sort(Found, Instances),
        put_assoc(Atom, Supports0, Instances, Supports1),
        findall(Child, ( member(Instance, Instances), child(Instance, Child) ), Children),
        append(Children, Atoms, More),
        reach(More, Program, Supports1, Supports)
    ).

%!  child(+Instance, -Atom) is nondet.
child(inst(_, _, _, Shown), Atom) :- member(pos(Atom), Shown).

%!  grounded(+Supports, -Proofs) is det.
%
%   For each atom that has a proof, its smallest: Cost-Instance. An instance is ready when all its
%   positive atoms have proofs; the cheapest ready instance is settled first, ties by rule order.
grounded(Supports, Proofs) :-
    assoc_to_list(Supports, Pairs),
    findall(wait(Atom, Instance, Children),
            ( member(Atom-Instances, Pairs),
              member(Instance, Instances),
              findall(Child, child(Instance, Child), All),
              sort(All, Children) ),
            Waiting),
    empty_assoc(NoProofs),
    empty_heap(NoHeap),
    foldl(enqueue(NoProofs), Waiting, w(NoHeap, NoProofs), w(Heap, Watchers)),
    settle(Heap, Watchers, NoProofs, Proofs).

%   An instance waits at the first of its children that has no proof yet.
enqueue(Proofs, wait(Atom, Instance, Children), w(Heap0, Watchers0), w(Heap, Watchers)) :-
    (   member(Child, Children), \+ get_assoc(Child, Proofs, _)
    ->  Heap = Heap0,
        (   get_assoc(Child, Watchers0, List) -> true ; List = [] ),
        put_assoc(Child, Watchers0, [wait(Atom, Instance, Children)|List], Watchers)
    ;   cost(Instance, Proofs, Cost),
        add_to_heap(Heap0, Cost-Instance, Atom, Heap),
        Watchers = Watchers0
    ).

settle(Heap, Watchers, Proofs0, Proofs) :-
    (   get_from_heap(Heap, Cost-Instance, Atom, Rest)
    ->  (   get_assoc(Atom, Proofs0, _)
        ->  settle(Rest, Watchers, Proofs0, Proofs)
        ;   put_assoc(Atom, Proofs0, Cost-Instance, Proofs1),
            (   get_assoc(Atom, Watchers, Woken) -> true ; Woken = [] ),
            foldl(enqueue(Proofs1), Woken, w(Rest, Watchers), w(Heap1, Watchers1)),
            settle(Heap1, Watchers1, Proofs1, Proofs)
        )
    ;   Proofs = Proofs0
    ).

%   The size of the proof as a tree: one for the step, one for each leaf, and its children's.
cost(inst(_, _, _, Shown), Proofs, Cost) :-
    foldl(add_cost(Proofs), Shown, 1, Cost).

add_cost(Proofs, pos(Atom), Cost0, Cost) :- !,
    get_assoc(Atom, Proofs, Own-_),
    Cost is Cost0 + Own.
add_cost(_, _, Cost0, Cost) :- Cost is Cost0 + 1.

%!  proved(+Program, +Atoms, -Chosen) is det.
%
%   The instance chosen for each atom in the smallest proofs of Atoms.
proved(Program, Atoms, Chosen) :-
    instances(Program, Atoms, Supports),
    grounded(Supports, Proofs),
    needed(Atoms, Proofs, [], Needed),
    findall(Json, ( member(Atom, Needed), proof_json(Atom, Proofs, Json) ), Chosen).

needed([], _, Needed, Needed).
needed([Atom|Atoms], Proofs, Seen, Needed) :-
    (   memberchk(Atom, Seen)
    ->  needed(Atoms, Proofs, Seen, Needed)
    ;   get_assoc(Atom, Proofs, _-Instance)
    ->  findall(Child, child(Instance, Child), Children),
        append(Children, Atoms, More),
        needed(More, Proofs, [Atom|Seen], Needed)
    ;   needed(Atoms, Proofs, Seen, Needed)
    ).

proof_json(Atom, Proofs, _{atom: AtomJson, size: Cost, rule: Id, element: Element,
                           values: Values, shown: Shown}) :-
    get_assoc(Atom, Proofs, Cost-inst(Id, Element, Bound, Items)),
    json_term(Atom, AtomJson),
    maplist(value_json, Bound, Values),
    maplist(item_json, Items, Shown).

%   A variable that occurs nowhere but in a negated literal has no value.
value_json(Value, null) :- \+ ground(Value), !.
value_json(Value, Json) :- json_term(Value, Json).

item_json(Item, _{k: Kind, atom: Json}) :-
    compound(Item),
    Item =.. [Kind, Atom],
    ground(Atom), !,
    json_term(Atom, Json).
item_json(Item, _{k: Kind}) :-
    functor(Item, Kind, _).


                /*******************************
                *         CERTIFICATE          *
                *******************************/

%!  certified(+Program, -Unsupported, -Violated) is det.
%
%   Atoms of the world without a proof that does not stand on itself, and rule instances whose
%   body holds and whose head does not. A world is an answer set only if there are none.
certified(Program, Unsupported, Violated) :-
    findall(Atom, world(Atom), Atoms),
    instances(Program, Atoms, Supports),
    grounded(Supports, Proofs),
    findall(Json,
            ( member(Atom, Atoms), \+ get_assoc(Atom, Proofs, _), json_term(Atom, Json) ),
            Unsupported),
    findall(_{rule: Id, values: Values},
            ( violated(Program, Id, Bound), maplist(value_json, Bound, Values) ),
            Violated).

violated(Program, Id, Values) :-
    demand_of(Program, Id, Plan, Heads, Bounds, Values),
    run(Plan),
    \+ satisfied(Bounds, Heads).

satisfied(bounds(one, _), Heads) :-
    member(head(Atom, More), Heads),
    run(More),
    world(Atom).
satisfied(bounds(all, _), [head(Atom, More)]) :-
    \+ ( run(More), \+ world(Atom) ).
satisfied(bounds(choice, Guards), Heads) :-
    findall(Atom, ( member(head(Atom, More), Heads), run(More), world(Atom) ), True),
    sort(True, Set),
    length(Set, Count),
    forall(member(guard(Op, Term), Guards), holds(cmp(Op, Count, Term))).
