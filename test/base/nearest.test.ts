import { closest } from "../../src/base/text/nearest";

const topics = ["shop.public.lines", "shop.public.orders", "audit.log", "shop.message"];

test("the words written most alike come first, and no more than are asked for", () => {
  expect(closest("shop.public.ordres", topics, 2)).toEqual([
    "shop.public.orders",
    "shop.public.lines",
  ]);
  expect(closest("shop.public.ordres", topics, 9)).toHaveLength(topics.length);
});

test("of words that are equally far, the first by the alphabet; of none, none", () => {
  expect(closest("b", ["c", "a"], 1)).toEqual(["a"]);
  expect(closest("b", [], 3)).toEqual([]);
});
