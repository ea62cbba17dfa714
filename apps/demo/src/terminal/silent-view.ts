import type { Viewer } from '../tour-runner/recording.ts'
import type { TourViewer } from '../tour-runner/run-tour.ts'

/** Shows nothing while the tour runs; the JSON document at the end has everything. */
export class SilentView implements TourViewer {
  step(): void {}

  run(): Viewer {
    return { request: () => {}, chunk: () => {}, note: () => {} }
  }

  outcome(): void {}
}
