import { Input, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'

/** Options of which one is chosen, all in sight. */
export interface ChoiceProps<Option extends string> {
  readonly label: string
  readonly options: readonly Option[]
  readonly labels?: Readonly<Partial<Record<Option, string>>> | undefined
  readonly value: Option
  readonly onChange: (option: Option) => void
}

/** A choice among a few options. */
export function Choice<Option extends string>({
  label,
  options,
  labels,
  value,
  onChange,
}: ChoiceProps<Option>): ReactNode {
  return (
    <div>
      <Input.Label labelElement="div" mb={4} aria-hidden>
        {label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-label={label}
        data={options.map((option) => ({ value: option, label: labels?.[option] ?? option }))}
        value={value}
        onChange={(chosen) => onChange(chosen as Option)}
      />
    </div>
  )
}
