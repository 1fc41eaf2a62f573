"""The XML of Schiller and CardioSoft: an averaged beat that must not be taken, and the ECG."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from echo2ecg_edge.leads import LEADS
from tests.readers.specimens.written import RATE, microvolts, written


def schiller_text(counts: NDArray[np.int64]) -> str:
    """A Schiller document: an averaged beat that must not be taken, and the rhythm."""
    resolution = (
        f"<resolution><samplerate><exponent>1</exponent><value>{RATE}</value></samplerate>"
        "<yres><unitperbit>1.0</unitperbit><units>UV</units></yres></resolution>"
    )

    def wave(kind: str, rows: NDArray[np.int64]) -> str:
        channels = "\n".join(
            f"<channel>\n<name>{lead.upper()}</name>\n<data>{','.join(map(str, row))},</data>\n"
            f"<datastype>COMMASEPARATE</datastype><samplecount>{row.size}</samplecount></channel>"
            for lead, row in zip(LEADS, rows, strict=True)
        )
        return f"<wavedata>\n<type>{kind}</type>{resolution}{channels}</wavedata>"

    root = "com.xiriuz.sema.xml.schillerEDI.SchillerEDI"
    return (
        f'<?xml version="1.0"?>\n<{root}>\n<patdata><lastname>NOBODY</lastname>'
        "<birthdate>19600229</birthdate><gender>FEMALE</gender>"
        "<pacemaker><value>OFF</value></pacemaker></patdata>\n"
        "<examdescript><startdatetime><date>20240228</date></startdatetime></examdescript>\n"
        f"<eventdata><event>{wave('ECG_AVERAGES', counts[:, :300])}\n"
        f"{wave('ECG_RHYTHMS', counts)}</event></eventdata>\n</{root}>\n"
    )


def cardiosoft_text(counts: NDArray[np.int64], step_uv: float = 4.88) -> str:
    """A CardioSoft document with lines of samples, as the software breaks them."""

    def leads(rows: NDArray[np.int64]) -> str:
        lines = {
            lead: ",\n\t\t\t".join(
                ",".join(map(str, row[at : at + 32])) for at in range(0, row.size, 32)
            )
            for lead, row in zip(LEADS, rows, strict=True)
        }
        return "\n".join(
            f'<WaveformData lead="{lead}">{text}</WaveformData>' for lead, text in lines.items()
        )

    def strip(rows: NDArray[np.int64]) -> str:
        return (
            f'<NumberOfLeads>12</NumberOfLeads><SampleRate units="Hz">{RATE}</SampleRate>'
            f"<ChannelSampleCountTotal>{rows.shape[1]}</ChannelSampleCountTotal>"
            f'<Resolution units="uVperLsb">{step_uv}</Resolution>\n{leads(rows)}\n'
        )

    return (
        '<?xml version="1.0" encoding="ISO8859-1" ?>\n<!DOCTYPE CardiologyXML SYSTEM "c.dtd">\n'
        "<CardiologyXML>\n<ObservationType>RestECG</ObservationType>\n<PatientInfo>"
        '<PID>0</PID><Age units="Years">63</Age><Gender>MALE</Gender></PatientInfo>\n'
        f"<MedianSamples>{strip(counts[:, :300])}</MedianSamples>\n"
        f"<StripData>{strip(counts)}</StripData>\n</CardiologyXML>\n"
    )


def write_schiller(folder: Path, seconds: float = 10.0) -> Path:
    """Write a Schiller document."""
    return written(folder / "schiller.xml", schiller_text(microvolts(seconds)))


def write_cardiosoft(folder: Path, seconds: float = 10.0) -> Path:
    """Write a CardioSoft document."""
    return written(folder / "cardiosoft.xml", cardiosoft_text(microvolts(seconds, step=4.88)))
