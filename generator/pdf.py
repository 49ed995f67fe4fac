"""Prints the whole plan in each language: HTML of its own, which Chromium turns into a tagged PDF."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import subprocess
import tempfile
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup
from pypdf import PdfReader, PdfWriter
