/** Any other text, without hiding the known ones from an editor's completion. */
export type Other = string & Record<never, never>;
