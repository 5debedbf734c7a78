/** Of Kafka, as the app asks for it; its workers are of the same. */
export const kafkaVersion = "4.2";
