import { KeyNames } from "../../../src/rehearsal/provider/key-names";

const decodeAll = (names: KeyNames, texts: readonly string[]) => {
  const bytes = Buffer.from(texts.join(""));
  let offset = 0;
  return texts.map((text) => {
    const length = Buffer.byteLength(text);
    const name = names.decode(bytes, offset, length);
    offset += length;
    return name;
  });
};

it("decodes each name with the mark before it, whatever its bytes", () => {
  const texts = ["plan", "naïve", "__proto__", "", "plan", "planx", "nalp", "😀"];
  const names = new KeyNames(".");
  for (const time of [1, 2]) {
    expect([time, ...decodeAll(names, texts)]).toEqual([time, ...texts.map((text) => `.${text}`)]);
  }
});

it("keeps no message's bytes: what is written over them later changes no name", () => {
  const names = new KeyNames("");
  const message = Buffer.from("service_name");
  names.decode(message, 0, message.length);
  message.fill("x");
  expect(decodeAll(names, ["service_name", "x".repeat(12)])).toEqual([
    "service_name",
    "x".repeat(12),
  ]);
});

it("goes on decoding after more names than it keeps", () => {
  const names = new KeyNames("");
  const texts = Array.from({ length: 20_003 }, (_, at) => `key-${at}`);
  expect(decodeAll(names, texts)).toEqual(texts);
  expect(decodeAll(names, texts.slice(-5))).toEqual(texts.slice(-5));
});
