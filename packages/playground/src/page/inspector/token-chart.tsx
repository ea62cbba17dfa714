import { useElementSize } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { CallMetrics } from '../calls/call-metrics.ts'
import { chartScale, type ChartScale, height, margin, steppedLine } from './chart-scale.ts'

/**
 * The tokens over time, with marks for the first token and for each retry. It is plain SVG, because it is rendered again
 * while tokens arrive: a chart library stalls the page.
 */
export function TokenChart({ measures }: { readonly measures: CallMetrics }): ReactNode {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const { points, firstTokenMs, retriesMs } = measures
  const scale = chartScale(points, width)
  return (
    <div ref={ref} className="token-chart">
      {width > 0 && (
        <svg width={width} height={height} aria-hidden>
          <Axes scale={scale} />
          <path className="token-line" d={steppedLine(points, scale)} />
          {firstTokenMs !== undefined && <Mark ms={firstTokenMs} label="first token" scale={scale} />}
          {retriesMs.map((ms) => (
            <Mark key={ms} ms={ms} label="retry" scale={scale} />
          ))}
        </svg>
      )}
    </div>
  )
}

function Axes({ scale }: { readonly scale: ChartScale }): ReactNode {
  const { x, y, msTicks, tokenTicks, right } = scale
  return (
    <>
      {tokenTicks.map((tokens) => (
        <g key={tokens}>
          <line x1={margin.left} x2={right} y1={y(tokens)} y2={y(tokens)} />
          <text x={margin.left - 8} y={y(tokens)} textAnchor="end" dominantBaseline="middle">
            {tokens}
          </text>
        </g>
      ))}
      {msTicks.map((ms) => (
        <text key={ms} x={x(ms)} y={height - margin.bottom + 16} textAnchor="middle">
          {ms}
        </text>
      ))}
      <text x={(margin.left + right) / 2} y={height - 4} textAnchor="middle">
        Milliseconds
      </text>
      <text x={0} y={10}>
        Tokens received
      </text>
    </>
  )
}

interface MarkProps {
  readonly ms: number
  readonly label: 'first token' | 'retry'
  readonly scale: ChartScale
}

function Mark({ ms, label, scale: { x, right } }: MarkProps): ReactNode {
  const isNearEnd = x(ms) > right - 80
  return (
    <g data-mark={label}>
      <line x1={x(ms)} x2={x(ms)} y1={margin.top} y2={height - margin.bottom} />
      <text x={x(ms) + (isNearEnd ? -4 : 4)} y={margin.top + 12} textAnchor={isNearEnd ? 'end' : 'start'}>
        {label}
      </text>
    </g>
  )
}
