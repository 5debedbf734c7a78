"use strict";
// cdktf notes for every token where it was made. Under jest each of those stack traces is mapped to
// the sources, which takes most of a synth; no test reads one.
const stackTraces = require("cdktf/lib/tokens/private/stack-trace");
stackTraces.captureStackTrace = () => [];
