"""The bundle's files: all there, and each the one that was released."""

from echo2ecg_edge.errors import BundleError
from echo2ecg_edge.model.bundle import Bundle
from echo2ecg_edge.selftest.check import Check, Fault, failed, ok


def check_files(bundle: Bundle) -> Check:
    """Read every file that the manifest lists and compare its checksum; name the first bad one."""
    size = 0
    for file in bundle.manifest.files:
        try:
            size += len(bundle.read(file))
        except BundleError as error:
            return bundle_fault("files", error)
    files = len(bundle.manifest.files)
    return ok(
        "files",
        f"{files} files, {size / 1e6:.2f} MB, are those of {bundle.manifest.name} "
        f"{bundle.manifest.version}.",
        files=files,
        bytes=size,
    )


def bundle_fault(name: str, error: BundleError) -> Check:
    """Return the failed check that an error of the bundle or its engine stands for."""
    return failed(name, Fault.BUNDLE, error.problem, error.remedy)
