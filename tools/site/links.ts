/** A fenced block, or code within a line, neither of which has links; else a link to a file. */
const codeOrLink =
  /^(?<fence>`{3,})[^]*?^\k<fence>|`[^`\n]*`|\]\((?<target>(?![a-z]+:|#|\/)[^)#\s]+)(?<anchor>#[^)\s]*)?\)/gm;

/** The files that a page links to, as they are written: relative to it, without anchors. */
export function linkedTargets(markdown: string): string[] {
  return [...markdown.matchAll(codeOrLink)].flatMap(({ groups }) => groups?.target ?? []);
}

/** The page with another target for each link to a file. */
export function withLinks(markdown: string, rewrite: (target: string) => string): string {
  return markdown.replace(codeOrLink, (whole: string, ...rest: unknown[]) => {
    const { target, anchor = "" } = rest.at(-1) as { target?: string; anchor?: string };
    return target === undefined ? whole : `](${rewrite(target)}${anchor})`;
  });
}
