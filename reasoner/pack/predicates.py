"""Predicates between a pack and the engine, with their numbers of arguments."""

# The engine makes these true; rules of a pack may use them.
PROVIDED = {"reading": 2, "denied": 1, "mentions": 3}
# The engine's own rules and the atlas use these; no pack may touch them.
INTERNAL = {
    "stated": 1,
    "holds": 1,
    "disputed": 1,
    "asserted": 1,
    "joined": 2,
    "names": 3,
    "open": 1,
    "option": 2,
    "clash": 2,
    "gap": 1,
}
# Rules of a pack make these true for the engine.
REPORTED = {"basis": 2, "collides": 3, "refused": 2}
