import type { Viewer } from '../tour-runner/recording.ts'
import type { TourViewer } from '../tour-runner/run-tour.ts'

/** Shows nothing while the tour runs; the document at its end has it all. */
export class SilentView implements TourViewer {
  step(): void {}

  run(): Viewer {
    return { request: () => {}, piece: () => {}, note: () => {} }
  }

  outcome(): void {}
}
