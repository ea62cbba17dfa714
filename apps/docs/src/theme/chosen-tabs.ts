import { reactive } from 'vue'

const storageKey = 'azureml-endpoints-tabs'

/** Names of tabs that the reader chose, the latest first; groups without the latest show an earlier one. */
const chosen = reactive<string[]>([])

/** Reads the choice of an earlier visit. Call it once the page is mounted, since the server does not know it. */
export function restoreChoice(): void {
  if (chosen.length > 0) return
  const stored: unknown = parsed(localStorage.getItem(storageKey))
  if (Array.isArray(stored)) chosen.push(...stored.filter((name) => typeof name === 'string'))
}

/** Remembers a name for all tabs of the site. */
export function choose(name: string): void {
  const others = chosen.filter((other) => other !== name)
  chosen.splice(0, chosen.length, name, ...others.slice(0, 20))
  localStorage.setItem(storageKey, JSON.stringify(chosen))
}

/** Returns the index of the label that the reader chose last, or 0. */
export function chosenIndex(labels: readonly string[]): number {
  const name = chosen.find((other) => labels.includes(other))
  return name === undefined ? 0 : labels.indexOf(name)
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return []
  }
}
