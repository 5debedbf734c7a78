/**
 * A secret that Kafka Connect fetches by itself, through one of the providers of its service
 * (Terraform: `kafka_connect_user_config.secret_providers`): it stands in no JSON, no state and no
 * plan. Escaped, because `${` belongs to Terraform and neither cdktf nor cdktn leaves it alone.
 *
 * @param provider its name among the service's secret providers
 * @param key what to fetch, in the provider's own words: `secret/data/pg:password` for Vault
 * @see https://aiven.io/docs/products/kafka/kafka-connect/howto/configure-secret-providers
 */
export function secretRef(provider: string, key: string): string {
  return `$\${${provider}:${key}}`;
}
