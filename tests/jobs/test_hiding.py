import importlib
import importlib.metadata
import importlib.util
import subprocess
import sys

import pytest

from tfmodel.jobs.hiding import hidden


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "a_package_of_a_test.py").write_text("value = 7\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "a_package_of_a_test"
    sys.modules.pop("a_package_of_a_test", None)


def test_a_hidden_package_is_not_found_and_later_it_is(package):
    before = list(sys.meta_path)
    with hidden(package):
        assert importlib.util.find_spec(package) is None
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(package)
        assert package not in sys.modules, "who looks for loaded modules must find none"
        assert importlib.metadata.version("keras")
    assert sys.meta_path == before
    assert importlib.import_module(package).value == 7


def test_a_loaded_package_stays(package):
    loaded = importlib.import_module(package)
    with hidden(package):
        assert importlib.import_module(package) is loaded


def test_jax_starts_where_another_backend_is_installed_that_scipy_would_look_for(tmp_path):
    """SciPy's arrays ask `sys.modules` for PyTorch, and then that for its tensors."""
    (tmp_path / "torch.py").write_text("raise ImportError('not needed')\n", encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from tfmodel.jobs.environment import prepare_process\n"
        "prepare_process('jax')\n"
        "import keras, scipy.stats\n"
        "assert keras.backend.backend() == 'jax'\n"
        "assert sys.modules.get('torch', sys) is not None and sys.modules.get('tensorflow', sys) is not None\n"
        "try:\n    import tensorflow\nexcept ModuleNotFoundError:\n    print('hidden')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "hidden"
