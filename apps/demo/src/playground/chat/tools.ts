import { z } from 'zod'

/** A tool that the playground offers to the model, in no framework's words. */
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
    description: 'Tells the weather in a city.',
    input: city,
    run: (input) => ({ city: city.parse(input).city, degrees: 18, sky: 'clear, a light wind' }),
  },
  {
    name: 'collatz_steps',
    description: 'Counts the steps from a number down to 1 by the rule of Collatz.',
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
