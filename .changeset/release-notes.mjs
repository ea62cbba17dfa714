// Writes the release notes: the sentence of each changeset as it stands, for a reader who wants to know what changes for them.

/** Gives the entry of a changeset. */
export async function getReleaseLine({ summary }) {
  const [first = '', ...rest] = summary.trim().split('\n')
  return `- ${first}${rest.map((line) => (line === '' ? '\n' : `\n  ${line}`)).join('')}`
}

/** Gives the entry of a release that brings newer packages of ours along. */
export async function getDependencyReleaseLine(_changesets, dependencies) {
  if (dependencies.length === 0) return ''
  return `- Comes with ${dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}.`
}
