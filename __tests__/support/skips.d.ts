export function skippedTitle(title: string, missing: string): string;
export function forbiddenSkips(needs: readonly string[]): string[];
export function skipLines(skipped: readonly { readonly file: string; readonly titles: readonly string[] }[]): string[];
