// Reads the shell commands of a workflow step.

/** Splits a step's script into commands, and each command into words. Quotes stay part of the words. */
export function commandsOf(script: string): readonly (readonly string[])[] {
  return script
    .replaceAll('\\\n', ' ')
    .replaceAll(/^\s*#.*$/gm, '')
    .split(/[\n;&|`()]/)
    .map((command) => command.split(/\s+/).filter((word) => word !== ''))
    .filter((words) => words.length > 0)
}

/** Lists the packages that a command downloads without an exact version. */
export function unpinnedPackages(words: readonly string[]): readonly string[] {
  return [...packagesRun(words), ...packagesInstalled(words)].filter((name) => !isExact(name))
}

/** Lists the packages that a command downloads and runs, as with `npx`, with their versions if it gives any. */
export function packagesRun(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const isNpmExec = ['exec', 'x'].includes(word) && words[index - 1] === 'npm'
    return runners.has(word) || isNpmExec ? packagesToRun(words.slice(index + 1)) : []
  })
}

/** Lists the packages that a command installs by name, with their versions if it gives any. */
export function packagesInstalled(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    if (!installs.has(word) || !words.slice(0, index).some((earlier) => installer.test(earlier))) return []
    return words.slice(index + 1).filter((name) => !name.startsWith('-'))
  })
}

function packagesToRun(words: readonly string[]): readonly string[] {
  const named = words.flatMap((word, index) => {
    if (['-p', '--package'].includes(word)) return [words[index + 1] ?? word]
    return word.startsWith('--package=') ? [word.slice('--package='.length)] : []
  })
  return named.length > 0 ? named : [words.find((word) => !word.startsWith('-')) ?? 'no package']
}

function isExact(name: string): boolean {
  return /^(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+(-[\w.-]+)?$/.test(name)
}

const runners = new Set(['npx', 'pnpx', 'bunx', 'dlx'])
const installs = new Set(['install', 'i', 'add'])
const installer = /^(npm|pnpm|yarn|bun)(@|$)/
