import { alertRules } from "../../../src/aiven/facts/alert-thresholds";
import { postgresOwnRules } from "../../../src/aiven/rules/services/postgres-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { casesOf } from "../rule-case";

const range = "must be a whole number from -1 (no limit) to 2147483647, got";
const otherwise = "set it in MB, or leave it out for no limit";

const slots = casesOf(postgresOwnRules, [
  {
    rule: "pg-slot-wal-keep",
    legal: [
      {},
      { maxSlotWalKeepMb: -1 },
      { maxSlotWalKeepMb: 2_147_483_647 },
      { maxSlotWalKeepMb: notKnownYet },
    ],
    wrong: [
      [{ maxSlotWalKeepMb: -2 }, `maxSlotWalKeepMb ${range} -2; ${otherwise}`],
      [{ maxSlotWalKeepMb: 2_147_483_648 }, `maxSlotWalKeepMb ${range} 2147483648; ${otherwise}`],
      [{ maxSlotWalKeepMb: 1.5 }, `maxSlotWalKeepMb ${range} 1.5; ${otherwise}`],
    ],
  },
  {
    rule: "pg-slot-wal-keep-small",
    legal: [{}, { maxSlotWalKeepMb: -1 }, { maxSlotWalKeepMb: 1024 }],
    wrong: [
      [
        { maxSlotWalKeepMb: 1023 },
        "maxSlotWalKeepMb should be at least 1024, got 1023: a connector that pauses under load loses its slot and every change that it has not read; use as much of the disk as a long outage fills",
      ],
    ],
  },
]);

const minutes = (name: string, usual: number) =>
  `${name} must be a whole number from 1 to 1440, got 1441; use ${usual}`;

const alerts = casesOf(alertRules, [
  {
    rule: "alert-slot-lag",
    legal: [{}, { slotLagMb: 1 }, { slotLagMb: 2_147_483_647 }],
    wrong: [
      [{ slotLagMb: 0 }, "slotLagMb must be a whole number from 1 to 2147483647, got 0; use 2048"],
    ],
  },
  {
    rule: "alert-slot-inactive",
    legal: [{ slotInactiveMinutes: 1440 }],
    wrong: [[{ slotInactiveMinutes: 1441 }, minutes("slotInactiveMinutes", 5)]],
  },
  {
    rule: "alert-silence",
    legal: [{ silenceMinutes: 1440 }],
    wrong: [[{ silenceMinutes: 1441 }, minutes("silenceMinutes", 5)]],
  },
  {
    rule: "alert-task-failed",
    legal: [{ taskFailedMinutes: 1440 }],
    wrong: [[{ taskFailedMinutes: 1441 }, minutes("taskFailedMinutes", 5)]],
  },
  {
    rule: "alert-disk-used",
    legal: [{ diskUsedPercent: 99 }],
    wrong: [
      [
        { diskUsedPercent: 100 },
        "diskUsedPercent must be a whole number from 1 to 99, got 100; use 80",
      ],
    ],
  },
  {
    rule: "alert-under-replicated",
    legal: [{ underReplicatedMinutes: 1440 }],
    wrong: [[{ underReplicatedMinutes: 1441 }, minutes("underReplicatedMinutes", 15)]],
  },
]);

export const watchingCases = [...slots, ...alerts];
