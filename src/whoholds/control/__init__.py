"""Evidence to control: who holds each place over time, how sure one can be, and why.

    board(claims, actors, theatre, weights, on)      every place on one day
    history(claims, actors, theatre, weights, until) one place, interval by interval
    explain(claims, actors, theatre, weights, on)    the claims behind an answer, as a waterfall of log-odds

All are pure functions of the claims that they are given: no clock, no order of adding. docs/method.md has the method.
"""
