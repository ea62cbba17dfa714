import type { TestProject } from 'vitest/node'
import { counterpartNames, requirementsOf } from './folders.ts'
import { prepareEnvironment } from './environment.ts'
import { findPython } from './python.ts'
import { Unavailable } from './unavailable.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** For each counterpart that needs Python: the path of its Python, or why there is none. */
    environments: Environments
  }
}

/** Makes the environments of all counterparts, or of those that the command's words name. */
export async function setup(project: TestProject): Promise<() => void> {
  const timer = boundRun()
  const environments: Environments = {}
  const queue = chosen(counterpartNames()).flatMap((name) => {
    const requirements = requirementsOf(name)
    return requirements === undefined ? [] : [{ name, requirements }]
  })
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      environments[next.name] = await prepare(next)
    }
  }
  await Promise.all([work(), work()])
  project.provide('environments', environments)
  return () => clearTimeout(timer)
}

type Environments = Record<string, { readonly python: string } | { readonly reason: string }>

async function prepare({ name, requirements }: { name: string; requirements: string }): Promise<Environments[string]> {
  const started = Date.now()
  try {
    const python = await prepareEnvironment(name, requirements, await findPython())
    const seconds = (Date.now() - started) / 1000
    if (seconds > 2) console.log(`${name}: environment made in ${seconds.toFixed()} s`)
    return { python }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return { reason: error.message }
  }
}

/** Words such as `pnpm interop mlflow` choose test files; only their environments are made then. */
function chosen(names: readonly string[]): readonly string[] {
  const words = process.argv.slice(2)
  const named = names.filter((name) => words.some((word) => word.includes(name)))
  return named.length > 0 ? named : names
}

/** Ends the run if something hangs in spite of all other limits. */
function boundRun(): NodeJS.Timeout {
  return setTimeout(() => {
    console.error(`The interop run was ended after ${longestMinutes} minutes.`)
    process.exit(1)
  }, longestMinutes * 60_000).unref()
}

const longestMinutes = 25
