import { block, engineSettings } from "../service";
import type { Values } from "../../../stack/values";

/** What `pg_user_config.pg` asks for, as postgresql.conf has it. */
export function settingsOf(config: Values): Record<string, string> {
  const settings = engineSettings(block(block(config, "pg_user_config"), "pg"));
  // PostgreSQL's own names keep their underscores.
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name.replaceAll(".", "_"), value]),
  );
}
