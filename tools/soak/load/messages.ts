import type { ClientConfig } from "pg";
import type { KafkaConnection } from "../../../src/clients/kafka-connection";
import type { SoakCount } from "./tally";

/** What the process of the load is to write and to read. */
export interface LoadPlan {
  /** `public.soak` */
  readonly table: string;
  readonly login: ClientConfig;
  readonly kafka: KafkaConnection;
  readonly topic: string;
  /** Changes a second, on the average. */
  readonly perSecond: number;
  /** For how long they are written. */
  readonly seconds: number;
}

/** To the process of the load. Passwords come this way, and not by its command line. */
export type Order =
  | { readonly to: "start"; readonly plan: LoadPlan }
  | { readonly to: "begin"; readonly fault: string }
  | { readonly to: "broken" | "over" | "report" }
  | { readonly to: "mark"; readonly below: number };

/** How the load stands. */
export interface LoadStatus {
  readonly written: number;
  /** Changes that are written and have not arrived. */
  readonly lag: number;
  readonly isWriting: boolean;
  /** For how long it has been writing, or wrote. */
  readonly writingMs: number;
  /** Where the last event stood. */
  readonly at: { readonly topic: string; readonly partition: number } | undefined;
  readonly marked: { readonly below: number; readonly unseen: number; readonly quietMs: number };
}

/** From the process of the load. */
export type News =
  | { readonly is: "ready" }
  | { readonly is: "status"; readonly status: LoadStatus }
  | { readonly is: "report"; readonly count: SoakCount }
  | { readonly is: "failed"; readonly message: string };
