/** What a table does not say by itself: why a bound is missed, and what was tried. */
export const remarks: Readonly<Record<string, string>> = {}
