import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartScale, steppedLine } from '../src/page/inspector/chart-scale.ts'

describe('the scale of the chart', () => {
  it.each([
    [1, [0, 1]],
    [68, [0, 20, 40, 60, 80]],
    [4_000, [0, 1_000, 2_000, 3_000, 4_000]],
    [12_000, [0, 5_000, 10_000, 15_000]],
  ])('labels round numbers up to %s tokens', (tokens, ticks) => {
    expect(chartScale([{ ms: 10, tokens }], 360).tokenTicks).toEqual(ticks)
  })

  it('has every point inside, and few labels', () => {
    const point = fc.record({ ms: fc.nat(10_000_000), tokens: fc.nat(10_000_000) })
    fc.assert(
      fc.property(point, fc.integer({ min: 200, max: 2_000 }), (last, width) => {
        const scale = chartScale([last], width)
        expect(scale.x(last.ms)).toBeLessThanOrEqual(width)
        expect(scale.y(last.tokens)).toBeGreaterThanOrEqual(0)
        expect(scale.msTicks.length).toBeLessThanOrEqual(width / 60 + 1)
        expect(scale.tokenTicks.length).toBeLessThanOrEqual(6)
      }),
    )
  })

  it('draws a line as long for a million points as for thousands, up to the last one', () => {
    const lineOf = (count: number): string => {
      const points = Array.from({ length: count }, (_, index) => ({ ms: index, tokens: index + 1 }))
      const scale = chartScale(points, 360)
      const line = steppedLine(points, scale)
      expect(line.endsWith(`V${scale.y(count).toFixed(1)}`)).toBe(true)
      return line
    }
    expect(lineOf(1_000_000).length).toBeLessThan(lineOf(4_000).length * 2)
  })
})
