import type { AzureMLEndpointApiType } from '@azureml-endpoints/core'
import type { Endpoints } from './tour-endpoints.ts'
import { type Progress, Recording, type Viewer } from './recording.ts'
import type { EndpointAddress, EntryPoint, Run, Step } from '../tour/step.ts'

/** The outcome of one run of a step. */
export interface Outcome {
  readonly step: string
  readonly entryPoint: EntryPoint
  readonly apiType: AzureMLEndpointApiType
  readonly recording: Recording
  readonly progress: Progress
  readonly totalMs: number
  /** Why it failed; absent if it succeeded. */
  readonly error?: unknown
}

/** Displays the tour. */
export interface TourViewer {
  readonly step: (step: Step) => void
  readonly run: (title: { entryPoint: EntryPoint; apiType: AzureMLEndpointApiType; address: EndpointAddress }) => Viewer
  readonly outcome: (outcome: Outcome) => void
}

/** Runs the steps in order; a failed step does not stop the tour. */
export async function runTour(
  { steps, question }: { readonly steps: readonly Step[]; readonly question: string },
  endpoints: Endpoints,
  viewer: TourViewer,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) {
    viewer.step(step)
    for (const { run, entryPoint, apiType, address } of placesOf(step, endpoints)) {
      const recording = new Recording(viewer.run({ entryPoint, apiType, address }))
      const started = performance.now()
      const failure = await attempt(() =>
        run({ endpoint: address, question, emulator: endpoints.emulator, show: recording }),
      )
      const outcome = { step: step.name, entryPoint, apiType, recording, progress: recording.progress, ...failure }
      outcomes.push({ ...outcome, totalMs: performance.now() - started })
      viewer.outcome(outcomes.at(-1)!)
    }
  }
  return outcomes
}

type Place = Run & { readonly apiType: AzureMLEndpointApiType; readonly address: EndpointAddress }

/** Lists the endpoints that a step runs on: the real one if there is one, else the embedded ones. */
function placesOf(step: Step, { embedded, real }: Endpoints): Place[] {
  return step.runs.flatMap((run) =>
    run.apiTypes.flatMap((apiType) => {
      if (!real || step.needsEmulator) return [{ ...run, apiType, address: embedded[apiType] }]
      return real.apiType === apiType ? [{ ...run, apiType, address: real.address }] : []
    }),
  )
}

async function attempt(run: () => Promise<void>): Promise<{ error?: unknown }> {
  try {
    await run()
    return {}
  } catch (error) {
    return { error }
  }
}
