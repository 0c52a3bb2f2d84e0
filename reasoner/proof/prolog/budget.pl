:- encoding(utf8).
:- module(budget, [within/3]).

/** <module> A goal that keeps to a budget

Prolog itself asks every so many inferences whether the time is up (the flag `heartbeat`): no signal
and no thread is needed, and the processor time of this thread counts.
*/

:- meta_predicate within(+, +, 0).
:- multifile prolog:heartbeat/0.

%   How many inferences lie between two looks at the time: some milliseconds.
inferences(20_000).

%!  within(+Processor, +Clock, :Goal) is semidet.
%
%   Do a goal once, in so many seconds of processor time and so many by the clock at most. Throws
%   `time_up`.
within(Processor, Clock, Goal) :-
    times(Processor0, Clock0),
    ProcessorEnd is Processor0 + Processor,
    ClockEnd is Clock0 + Clock,
    inferences(Inferences),
    setup_call_cleanup(
        ( nb_setval(budget_ends, ends(ProcessorEnd, ClockEnd)),
          set_prolog_flag(heartbeat, Inferences) ),
        once(Goal),
        set_prolog_flag(heartbeat, 0)).

times(Processor, Clock) :-
    statistics(cputime, Processor),
    get_time(Clock).

prolog:heartbeat :-
    nb_getval(budget_ends, ends(ProcessorEnd, ClockEnd)),
    times(Processor, Clock),
    (   ( Processor >= ProcessorEnd ; Clock >= ClockEnd )
    ->  throw(time_up)
    ;   true
    ).
