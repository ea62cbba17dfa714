import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStore } from '../state/store.ts'

/** A number among the settings. */
export interface NumberSettingProps {
  readonly name: 'temperature' | 'topP' | 'maxTokens' | 'seed'
  readonly label: string
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** The step of the arrow keys; whole numbers only if it is absent. */
  readonly step?: number | undefined
}

/** An input for a number; empty for the default of the model. */
export function NumberSetting({ name, label, min, max, step }: NumberSettingProps): ReactNode {
  const value = useStore(({ settings }) => settings[name])
  const change = useStore((state) => state.changeSettings)
  return (
    <NumberInput
      size="xs"
      label={label}
      placeholder="Default"
      allowDecimal={step !== undefined}
      {...{ min, max, step }}
      value={value ?? ''}
      onChange={(entered) => change({ [name]: entered === '' ? undefined : Number(entered) })}
    />
  )
}
