import { z } from 'zod'

/** A tool of the playground, independent of any framework. */
export interface PlaygroundTool {
  readonly name: string
  readonly description: string
  readonly input: z.ZodObject
  readonly run: (input: unknown) => unknown
}

const city = z.object({ city: z.enum(['Lisbon', 'Nairobi', 'Oslo']) })
const start = z.object({ start: z.int().min(1).max(1_000) })

/** The tools of the playground. */
export const playgroundTools: readonly PlaygroundTool[] = [
  {
    name: 'get_weather',
    description: 'Returns the weather in a city.',
    input: city,
    run: (input) => ({ city: city.parse(input).city, degrees: 18, sky: 'clear, a light wind' }),
  },
  {
    name: 'collatz_steps',
    description: 'Counts the Collatz steps from a number to 1.',
    input: start,
    run: (input) => countSteps(start.parse(input).start),
  },
]

function countSteps(from: number): { start: number; steps: number; highest: number } {
  let [value, steps, highest] = [from, 0, from]
  while (value !== 1) {
    value = value % 2 === 0 ? value / 2 : 3 * value + 1
    highest = Math.max(highest, value)
    steps += 1
  }
  return { start: from, steps, highest }
}
