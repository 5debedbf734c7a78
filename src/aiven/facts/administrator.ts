/** The user that Aiven makes with every service, unless `admin_username` of its settings gives another name. */
export const administrator = "avnadmin";
