import type { SampleGroup } from "./sample";

const far = (zone: string) => [
  `'infinity'`,
  `'-infinity'`,
  `'0044-03-15 12:00:00${zone} BC'`,
  `'12026-01-02 03:04:05${zone}'`,
  `'294276-01-02 03:04:05${zone}'`,
];

export const times: SampleGroup = {
  title: "Dates, times and intervals",
  samples: [
    {
      type: "date",
      values: [
        "'2026-01-02'",
        "'infinity'",
        "'-infinity'",
        "'0044-03-15 BC'",
        "'12026-01-02'",
        "'5874897-12-31'",
      ],
      varies: ["time"],
    },
    { type: "time", values: ["'13:14:15.123456'", "'24:00:00'"], varies: ["time"] },
    { type: "time(3)", values: ["'13:14:15.123'"], varies: ["time"] },
    { type: "timetz", values: ["'13:14:15.123456+02'", "'24:00:00+02'"], varies: ["time"] },
    {
      type: "timestamp",
      values: ["'2026-01-02 03:04:05.123456'", ...far("")],
      varies: ["time"],
    },
    { type: "timestamp(3)", values: ["'2026-01-02 03:04:05.123'", "'infinity'"], varies: ["time"] },
    { type: "timestamp(0)", values: ["'2026-01-02 03:04:05'"], varies: ["time"] },
    {
      type: "timestamptz",
      values: ["'2026-01-02 03:04:05.123456+02'", ...far("+00")],
      varies: ["time"],
    },
    {
      type: "interval",
      values: ["'1 year 2 mons 3 days 04:05:06.789'", "'-1 day'", "'infinity'"],
      varies: ["interval"],
    },
  ],
};
