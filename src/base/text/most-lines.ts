/** A longer list of lines that say much the same is put as one. */
export const mostLines = 20;
