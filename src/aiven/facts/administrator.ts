/** The user that Aiven makes with every service, and whose name nothing changes. */
export const administrator = "avnadmin";
