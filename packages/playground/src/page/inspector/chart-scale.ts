import type { CallMetrics } from '../calls/call-metrics.ts'

/** The position of each value on the chart, in pixels, and the values to label. */
export interface ChartScale {
  readonly x: (ms: number) => number
  readonly y: (tokens: number) => number
  readonly msTicks: readonly number[]
  readonly tokenTicks: readonly number[]
  /** The right end of the chart. */
  readonly right: number
}

type Points = CallMetrics['points']

/** The height of the chart, in pixels. */
export const height = 220

/** The room for the labels, in pixels. */
export const margin: Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>> = {
  top: 22,
  right: 16,
  bottom: 38,
  left: 44,
}

/** Fits a chart of these points into a width. */
export function chartScale(points: Points, width: number): ChartScale {
  const last = points.at(-1) ?? { ms: 0, tokens: 0 }
  const msTicks = ticks(last.ms, Math.max(2, Math.floor(width / 60)))
  const tokenTicks = ticks(last.tokens, 4)
  const mostMs = Math.max(last.ms, 1)
  const mostTokens = tokenTicks.at(-1) ?? 1
  const right = width - margin.right
  return {
    x: (ms) => margin.left + (ms / mostMs) * (right - margin.left),
    y: (tokens) => height - margin.bottom - (tokens / mostTokens) * (height - margin.bottom - margin.top),
    msTicks: msTicks.filter((ms) => ms <= mostMs),
    tokenTicks,
    right,
  }
}

/** Returns the line through the points as SVG path data; reduced to as many points as can be distinguished. */
export function steppedLine(points: Points, { x, y }: ChartScale): string {
  const step = Math.ceil(points.length / mostPoints)
  const shown = points.filter((_, index) => index % step === 0 || index === points.length - 1)
  const steps = shown.map(({ ms, tokens }) => `H${x(ms).toFixed(1)}V${y(tokens).toFixed(1)}`)
  return `M${x(0)} ${y(0)}${steps.join('')}`
}

const mostPoints = 300

/** Returns round numbers from zero to the first one that is not below `most`. */
function ticks(most: number, count: number): number[] {
  const rough = Math.max(most, 1) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, power * (roundSteps.find((one) => one * power >= rough) ?? 10))
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step)
}

const roundSteps = [1, 2, 5, 10]
