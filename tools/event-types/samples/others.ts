import type { SampleGroup } from "./sample";

export const others: SampleGroup = {
  title: "Addresses, identifiers and geometry",
  samples: [
    { type: "inet", values: ["'192.168.0.1/24'", "'::1'"] },
    { type: "cidr", values: ["'192.168.0.0/24'"] },
    { type: "macaddr", values: ["'08:00:2b:01:02:03'"] },
    { type: "macaddr8", values: ["'08:00:2b:01:02:03:04:05'"] },
    { type: "oid", values: ["4294967295"] },
    { type: "xid", values: ["'7'"], varies: ["unknown"] },
    { type: "xid8", values: ["'7'"], varies: ["unknown"] },
    { type: "pg_lsn", values: ["'16/B374D848'"], varies: ["unknown"] },
    { type: "txid_snapshot", values: ["'10:20:10,14'"], varies: ["unknown"] },
    { type: "regclass", values: ["'pg_class'"], varies: ["unknown"] },
    { type: "point", values: ["'(1,2)'"] },
    { type: "line", values: ["'{1,2,3}'"], varies: ["unknown"] },
    { type: "lseg", values: ["'[(0,0),(1,1)]'"], varies: ["unknown"] },
    { type: "box", values: ["'(1,1),(0,0)'"], varies: ["unknown"] },
    { type: "path", values: ["'[(0,0),(1,1)]'"], varies: ["unknown"] },
    { type: "polygon", values: ["'((0,0),(1,1),(1,0))'"], varies: ["unknown"] },
    { type: "circle", values: ["'<(0,0),1>'"], varies: ["unknown"] },
  ],
};

export const ranges: SampleGroup = {
  title: "Ranges",
  samples: [
    { type: "int4range", values: ["'[1,5)'", "'empty'"] },
    { type: "int8range", values: ["'[1,5)'"] },
    { type: "numrange", values: ["'[1.5,2.5]'"] },
    { type: "daterange", values: ["'[2026-01-01,2026-02-01)'"] },
    { type: "tsrange", values: ["'[2026-01-01 00:00,infinity)'"] },
    { type: "tstzrange", values: ["'[2026-01-01 00:00+00,2026-01-02 00:00+00)'"] },
    { type: "int4multirange", values: ["'{[1,3),[5,7)}'"], varies: ["unknown"] },
    { type: "tstzmultirange", values: ["'{[2026-01-01 00:00+00,)}'"], varies: ["unknown"] },
  ],
};
