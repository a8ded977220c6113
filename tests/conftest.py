from tfmodel.jobs.allocation import keep_freed_memory


def pytest_configure():
    keep_freed_memory()  # as every job does: the mathematics is tested in half the time
