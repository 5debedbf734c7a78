import { AivenStack } from "../src/aiven-stack";
import { synthesized } from "./synth";

const synth = (id: string) => () => synthesized((app) => new AivenStack(app, id));

test.each(["cdc", "a%2fb", "名前", "..a", "__proto__x", "x".repeat(200)])(
  "a stack may be called %s",
  (id) => {
    expect(synth(id)).not.toThrow();
  },
);

test.each([".", "..", "a\u0000b", "x".repeat(201), "名".repeat(67)])(
  "a stack is not called %j: its folder could not be, or would be another one",
  (id) => {
    expect(synth(id)).toThrow(
      "the id of a stack must be a file name of at most 200 bytes without control characters, got",
    );
  },
);
