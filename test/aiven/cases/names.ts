import { nameRules } from "../../../src/aiven/rules/name-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { casesOf } from "../rule-case";

const must = (argument: string) => `${argument} must have no control characters, got`;

export const nameCases = casesOf(nameRules, [
  {
    rule: "name-control-characters",
    legal: [
      {},
      { argument: "project", name: notKnownYet },
      { argument: "project", name: "shop" },
      { argument: "username", name: "" },
      { argument: "username", name: `it's "Größe" 名前\u00a0\u200b\u2027\u202a` },
      { argument: "username", name: "\u0020~\u00a0" },
    ],
    wrong: [
      [
        { argument: "project", name: "shop\n" },
        String.raw`${must("project")} "shop\n"; use "shop"`,
      ],
      [
        { argument: 'config["database.dbname"]', name: "a\n\\! id" },
        String.raw`${must('config["database.dbname"]')} "a\n\\! id"; use "a\\! id"`,
      ],
      [
        { argument: "username", name: "\u001b[2J" },
        String.raw`${must("username")} "\u001b[2J"; use "[2J"`,
      ],
      [{ argument: "username", name: "\u0000" }, String.raw`${must("username")} "\u0000"`],
      [
        { argument: "username", name: "a\u001fb" },
        String.raw`${must("username")} "a\u001fb"; use "ab"`,
      ],
      [
        { argument: "username", name: "a\u007fb" },
        String.raw`${must("username")} "a\u007fb"; use "ab"`,
      ],
      [
        { argument: "username", name: "a\u009fb" },
        String.raw`${must("username")} "a\u009fb"; use "ab"`,
      ],
      [
        { argument: "username", name: "a\u2028b\u2029" },
        String.raw`${must("username")} "a\u2028b\u2029"; use "ab"`,
      ],
    ],
  },
]);
