import { Button, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { Composer } from '../conversation/composer/composer.tsx'
import { useStore } from '../state/store.ts'
import { TargetColumn } from './target-column.tsx'
import { addTarget, leaveComparison, mostTargets, openComparison, selectTarget } from './targets.ts'

/** One question to several targets: side by side, or one at a time on a small screen. */
export function CompareView(): ReactNode {
  const targets = useStore((state) => state.targets)
  const selected = useStore((state) => state.openDeskName)
  const settings = useStore((state) => state.settings)
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false
  useEffect(() => {
    openComparison()
    return leaveComparison
  }, [])
  const [first, ...others] = targets
  if (first === undefined) return undefined
  const shown = isNarrow ? targets.filter((name) => name === selected) : targets
  return (
    <div className="conversation">
      <div className="targets-bar">
        {isNarrow && (
          <SegmentedControl
            size="xs"
            aria-label="Target"
            data={targets.map((name, index) => ({ value: name, label: `Target ${index + 1}` }))}
            value={selected}
            onChange={selectTarget}
          />
        )}
        {targets.length < mostTargets && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => addTarget(settings)}
          >
            Add target
          </Button>
        )}
      </div>
      <div className="targets">
        {shown.map((name) => (
          <TargetColumn key={name} name={name} number={targets.indexOf(name) + 1} isSelected={name === selected} />
        ))}
      </div>
      <Composer conversation={first} alsoTo={others} />
    </div>
  )
}
