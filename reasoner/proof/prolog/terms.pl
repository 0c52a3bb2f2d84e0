:- encoding(utf8).
:- module(terms, [read_term_of/3, read_terms/2, term_json/2, value/2, order/3, compares/3]).

/** <module> Terms as clingo has them

Numbers are integers, strings are strings, constants and functions keep the names they have in the
program; a tuple is a compound named `()`, and what is strongly negated has `-` before its name.
Arithmetic and order are clingo's, not Prolog's.

As JSON a number is a number, a string a string, any other term a list of its name and arguments; a
variable is an object with its index, an operation one with its operator and operands.
*/

:- use_module(library(apply)).

%!  read_term_of(+Variables, +Json, -Term) is det.
%
%   A term from JSON, its variables looked up among the arguments of Variables; `null` is any term.
read_term_of(_, Number, Number) :- integer(Number), !.
read_term_of(_, Text, Text) :- string(Text), !.
read_term_of(_, null, _) :- !.
read_term_of(Vars, [Name|Json], Term) :- !,
    read_compound(Json, Name, Vars, Term).
read_term_of(Vars, Dict, Var) :-
    get_dict(v, Dict, Index), !,
    Arg is Index + 1,
    arg(Arg, Vars, Var).
read_term_of(Vars, Dict, '$op'(Op, Arguments)) :-
    atom_string(Op, Dict.o),
    maplist(read_term_of(Vars), Dict.x, Arguments).

read_compound([], Name, _, Atom) :- Name \== "", !,
    atom_string(Atom, Name).
read_compound(Json, Name, Vars, Term) :-
    functor_of(Name, Functor),
    maplist(read_term_of(Vars), Json, Arguments),
    compound_name_arguments(Term, Functor, Arguments).

functor_of("", '()') :- !.
functor_of(Name, Functor) :- atom_string(Functor, Name).

%!  read_terms(+Json, -Terms) is det.
%
%   Terms without variables; what is `null` in them is any term at all.
read_terms(Json, Terms) :- maplist(read_term_of(v), Json, Terms).

%!  term_json(+Term, -Json) is det.
term_json(Variable, null) :- var(Variable), !.
term_json(Number, Number) :- integer(Number), !.
term_json(Text, Text) :- string(Text), !.
term_json('$any', null) :- !.
term_json(Atom, [Name]) :- atom(Atom), !, atom_string(Atom, Name).
term_json('$op'(_, _), null) :- !.
term_json(Term, [Name|Args]) :-
    compound_name_arguments(Term, Functor, Arguments),
    (   Functor == '()' -> Name = "" ; atom_string(Functor, Name) ),
    maplist(term_json, Arguments, Args).


                /*******************************
                *          ARITHMETIC          *
                *******************************/

%!  value(+Expression, ?Value) is semidet.
%
%   What a term comes to; fails where clingo calls the operation undefined.
value(Variable, Value) :- var(Variable), !, Variable = Value.
value('$op'(Op, Arguments), Value) :- !,
    maplist(value, Arguments, Values),
    (   maplist(integer, Values)
    ->  calculate(Op, Values, Exact),
        Result is ((Exact + 2147483648) mod 4294967296) - 2147483648
    ;   Op == (-),
        Values = [Term],
        opposite(Term, Result)
    ),
    Value = Result.
value(Term, Value) :- compound(Term), \+ ground_plain(Term), !,
    compound_name_arguments(Term, Name, Arguments),
    maplist(value, Arguments, Values),
    compound_name_arguments(Result, Name, Values),
    Value = Result.
value(Value, Value).

%   The strong negation of a constant, function or tuple.
opposite(Term, Opposite) :-
    nonvar(Term),
    \+ string(Term),
    ( atom(Term) -> Name = Term, Arguments = [] ; compound_name_arguments(Term, Name, Arguments) ),
    \+ memberchk(Name, ['#inf', '#sup']),
    opposite_name(Name, Other),
    (   Arguments == [], Other \== '()'
    ->  Opposite = Other
    ;   compound_name_arguments(Opposite, Other, Arguments)
    ).

opposite_name('()', -) :- !.
opposite_name(-, '()') :- !.
opposite_name(Name, Other) :- atom_concat(-, Other, Name), !.
opposite_name(Name, Other) :- atom_concat(-, Name, Other).

%   Whether there is nothing to compute in a term.
ground_plain(Term) :- ground(Term), \+ sub_operation(Term).

sub_operation('$op'(_, _)) :- !.
sub_operation(Term) :- compound(Term), arg(_, Term, Argument), sub_operation(Argument), !.

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


                /*******************************
                *            ORDER             *
                *******************************/

%!  compares(+Operator, +A, +B) is semidet.
compares(Operator, A, B) :- order(Order, A, B), fits(Operator, Order).

fits(<, <).
fits(<=, <).
fits(<=, =).
fits(=, =).
fits(>=, =).
fits(>=, >).
fits(>, >).
fits('!=', <).
fits('!=', >).

%!  order(-Order, +A, +B) is det.
%
%   The order of clingo's terms: numbers, constants, strings, functions, what is strongly negated
%   after what is not; functions by arity, then by name, then by their arguments.
order(Order, A, B) :-
    rank(A, RankA),
    rank(B, RankB),
    compare(Ranks, RankA, RankB),
    (   Ranks \== (=)
    ->  Order = Ranks
    ;   memberchk(RankA, [2, 3])
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
rank('#sup', 7) :- !.
rank(A, 1) :- integer(A), !.
rank(A, Rank) :- ( atom(A) ; A == '()'() ), !, ( negated(A) -> Rank = 3 ; Rank = 2 ).
rank(A, 4) :- string(A), !.
rank(A, Rank) :- compound_name_arity(A, Name, _), ( negated(Name) -> Rank = 6 ; Rank = 5 ).

negated(Name) :- atom(Name), sub_atom(Name, 0, 1, _, -).

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
