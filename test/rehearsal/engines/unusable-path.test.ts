import { mustBeUsable } from "../../../src/rehearsal/engines/unusable-path";

test.each(["/home/x/pä p'x$ü/a=b#c%d", '/home/x/100% (new) [1]/"quoted"', "/変更/🎉"])(
  "takes the folder %s",
  (folder) => {
    expect(() => mustBeUsable(folder)).not.toThrow();
  },
);

test.each([
  ["/home/x/a:b", "Java separates the entries of a class path with it"],
  ["/home/x/a,b", "Kafka and Kafka Connect separate folders with it"],
  ["/home/x/a\nb", "no line of a configuration file can hold it"],
])("refuses the folder %j, naming the character and the reason", (folder, why) => {
  expect(() => mustBeUsable(folder)).toThrow(
    `Engines cannot run in the folder ${JSON.stringify(folder)}: its path contains ` +
      `${JSON.stringify(folder[9])}, and ${why}; move the project to a path without it`,
  );
});
