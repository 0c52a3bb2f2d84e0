// Pages work without this: it only saves steps.
"use strict";
