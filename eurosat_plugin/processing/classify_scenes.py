# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:classifyscenes``: many images, one after the other, in a folder that remembers what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessing, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingMultiStepFeedback

from eurosat_plugin.core.errors import Cancelled, EuroSatError, InputError
from eurosat_plugin.core.translation import number as number_text
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import help_page
from eurosat_plugin.processing import batch_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.failures import fails_in_a_sentence, prepares_or_says_why, refuses_in_a_sentence
from eurosat_plugin.processing.grid_algorithm import GridAlgorithm
from eurosat_plugin.processing.parameter_check import check_values

if TYPE_CHECKING:
    from eurosat_plugin.adapters.batch.plan import Plan
    from eurosat_plugin.adapters.batch.run_folder import RunFolder


class ClassifyScenesAlgorithm(GridAlgorithm):
    """Settles the scenes of a plan, or writes the plan alone."""

    def name(self) -> str:
        """Return the id without the provider's."""
        return "classifyscenes"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return tr("Classify many scenes")

    def tags(self) -> list[str]:
        """Return the words the toolbox's search finds this by."""
        return tr("sentinel,sentinel-2,eurosat,land cover,batch,folder,time series,resume,cluster").split(",")

    def shortDescription(self) -> str:
        """Return the tooltip in the toolbox."""
        return tr("Classifies the images of a folder or of a search, and goes on where it was stopped.")

    def shortHelpString(self) -> str:
        """Return the help shown beside the dialog."""
        return tr(
            "Classifies many images one after the other, each as Classify raster does, into a folder that remembers "
            "what is done. It may be cancelled, or QGIS closed: the next run with the same folder does only what is "
            "missing. An image that cannot be classified stops nothing; log and report say why.\n\n"
            "The folder holds a grid for each image, an index of their footprints, tables of hectares by image and by "
            "day, and a report with a chart over time. Open run makes one layer of it.\n\n"
            "The command line (python3 -m eurosat_batch) works on the same folders, in several processes or on a "
            "cluster: what one has begun, the other goes on with."
        )

    def helpUrl(self) -> str:
        """Return the address behind the dialog's help button."""
        return help_page("many-scenes.md")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        for parameter in names.batch_parameters():
            self.addParameter(parameter)
        for output in names.batch_outputs():
            self.addOutput(output)

    @refuses_in_a_sentence
    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Check all that can be checked without opening images; the message says what to do."""
        # Not at the top: numpy comes with them, and QGIS should start without it.
        from eurosat_plugin.processing.batch_plan import read_plan, run_folder
        from eurosat_plugin.processing.grid_settings import check_model

        arguments = Arguments(self, parameters, context)
        check_values(arguments, names.batch_sentences())
        run = run_folder(arguments)
        run.check()
        read_plan(arguments, run)
        check_model(arguments)

    @prepares_or_says_why
    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Read the layer of footprints in the main thread, where it lives."""
        from eurosat_plugin.processing.batch_plan import read_plan, run_folder

        arguments = Arguments(self, parameters, context)
        self._run: RunFolder = run_folder(arguments)
        self._plan: Plan = read_plan(arguments, self._run)

    @fails_in_a_sentence
    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the plan, settle scene after scene, and sum up what is done."""
        from eurosat_plugin.adapters.batch.plan import GEOPACKAGE

        arguments = Arguments(self, parameters, context)
        run, plan = self._run, self._plan
        try:
            run.begin(plan)
        except OSError as error:
            sentence = tr("{folder} cannot be written to ({reason}); choose another folder.")
            raise InputError(sentence.format(folder=run.path, reason=error.strerror or error)) from None
        if arguments.value(names.FOLDER) == QgsProcessing.TEMPORARY_OUTPUT:
            sentence = tr(
                "The folder of the run is a temporary one: it goes when QGIS is closed. Choose a lasting one."
            )
            feedback.pushWarning(sentence)
        feedback.pushInfo(tr("Images planned: {count}.").format(count=len(plan.scenes)))
        outputs = {names.FOLDER: str(run.path), names.PLANNED_COUNT: len(plan.scenes)}
        if arguments.flag(names.PLAN_ONLY):
            feedback.pushInfo(tr("Go on with: python3 -m eurosat_batch run {folder}").format(folder=run.path))
            return outputs
        if plan.format != GEOPACKAGE:
            raise InputError(tr("This run writes GeoParquet, which QGIS does not: go on with it on the command line."))
        return {**outputs, **_settle_all(run, plan, arguments.text(names.AUTH), feedback)}


def _settle_all(run: RunFolder, plan: Plan, auth: str, feedback: QgsProcessingFeedback) -> dict[str, Any]:
    """Do what is not done yet; :raises EuroSatError: when `feedback` is cancelled, and what is done stays done."""
    from eurosat_plugin.adapters.batch.run_summary import sum_up

    _settle_each(run, plan, auth, feedback)
    if feedback.isCanceled():
        raise EuroSatError(tr("Cancelled; what is done stays done, and the next run with this folder goes on with it."))
    done = sum_up(run)
    given_up = sum(run.receipt(scene) is not None for scene in plan.scenes)
    feedback.pushInfo(tr("Images done: {done} of {all}.").format(done=done, all=len(plan.scenes)))
    return {
        names.INDEX: str(run.index_file),
        names.REPORT_FILE: str(run.report_file),
        names.DONE_COUNT: done,
        names.REFUSED_COUNT: given_up,
    }


def _settle_each(run: RunFolder, plan: Plan, auth: str, feedback: QgsProcessingFeedback) -> None:
    from eurosat_plugin.adapters.batch.plan import check_network
    from eurosat_plugin.adapters.web.retries import stopped_by

    run.begin_anew()
    steps = QgsProcessingMultiStepFeedback(len(plan.scenes), feedback)
    waiting = [(number, scene) for number, scene in enumerate(plan.scenes, 1) if not run.is_settled(scene)]
    if waiting:
        check_network(plan)
    while waiting:
        delayed = []
        for number, scene in waiting:
            if feedback.isCanceled():
                return
            steps.setCurrentStep(number - 1)
            if run.pause(scene) > 0 or _is_delayed(run, plan, number, auth, steps):
                delayed.append((number, scene))
        waiting = delayed
        if waiting and stopped_by(feedback)(min(run.pause(scene) for _, scene in waiting)):
            return
    feedback.setProgress(100.0)


def _is_delayed(run: RunFolder, plan: Plan, number: int, auth: str, feedback: QgsProcessingFeedback) -> bool:
    """Try to settle a scene by its number, from 1; tell whether it is to be tried again."""
    from eurosat_plugin.processing.scene_settlement import settle

    scene = plan.scenes[number - 1]
    with run.lock(scene) as mine:
        if not mine:
            feedback.pushInfo(tr("{name} is left to another run that is at it.").format(name=scene.name))
            return False
        if run.is_settled(scene):
            return False
        sentence = tr("Image {number} of {all}: {name}")
        feedback.setProgressText(sentence.format(number=number, all=len(plan.scenes), name=scene.name))
        try:
            outcome = settle(run, plan, scene, None, auth, feedback)
        except Cancelled:
            return False
    if outcome.sentence:
        feedback.pushWarning(f"{scene.name}: {outcome.sentence}")
    if outcome.pause:
        sentence = tr("{name} is tried again in {seconds} s.")
        feedback.pushInfo(sentence.format(name=scene.name, seconds=number_text(outcome.pause)))
    return outcome.pause > 0
