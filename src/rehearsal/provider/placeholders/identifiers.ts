/** What the ids that Aiven makes up begin with; eleven hexadecimal digits follow. Others are UUIDs. */
const prefixes: Readonly<Record<string, string>> = {
  account_id: "a",
  acl_id: "acl",
  address_id: "addr",
  authentication_id: "am",
  billing_address_id: "addr",
  group_id: "ug",
  organization_id: "org",
  owner_team_id: "at",
  owner_user_group_id: "ug",
  parent_id: "a",
  payment_method_id: "pm",
  privatelink_connection_id: "plc",
  shipping_address_id: "addr",
  static_ip_address_id: "ip",
  team_id: "at",
  token_prefix: "held-",
  user_group_id: "ug",
  user_id: "u",
};

/** As many hexadecimal digits as asked for. */
export type Digits = (count: number) => string;

/** An id in the form that Aiven gives the attribute. */
export function identifier(attribute: string, digits: Digits): string {
  const prefix = prefixes[attribute];
  return prefix === undefined ? uuid(digits) : prefix + digits(11);
}

/** Of version 4: https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
function uuid(digits: Digits): string {
  const all = digits(32);
  const variant = ((Number.parseInt(all.charAt(16), 16) & 3) | 8).toString(16);
  return [
    all.slice(0, 8),
    all.slice(8, 12),
    `4${all.slice(13, 16)}`,
    variant + all.slice(17, 20),
    all.slice(20),
  ].join("-");
}
